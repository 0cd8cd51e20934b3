package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.gateway.session.MoveNotice;
import dev.parley.gateway.stomp.Destination.Action;
import dev.parley.gateway.stomp.Destinations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of asyncapi.json can be told without a conversation; the rest is in e2e-tests/clients/asyncapi.test.js. */
class AsyncApiTest {
    private static final JsonObject DOCUMENT =
            new JsonObject(DocumentOperation.asyncApi().document().toString(StandardCharsets.UTF_8));
    private static final Destinations DESTINATIONS = new Destinations("/publish", "/subscribe");

    @Test
    void aRefusalHasAnyCodeOfTheTaxonomy() {
        JsonArray codes = DOCUMENT.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Code")
                .getJsonArray("enum");

        assertThat(codes.stream().map(String.class::cast))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
    }

    /** No conversation of the suite has a gateway that stops. */
    @Test
    void theNoticeOfAStoppingGatewayIsWhatTheDocumentSays() {
        JsonObject move =
                DOCUMENT.getJsonObject("components").getJsonObject("schemas").getJsonObject("Move");
        JsonObject notice = MoveNotice.body(Duration.ofSeconds(1));

        assertThat(move.getJsonObject("properties").fieldNames()).isEqualTo(notice.fieldNames());
        assertThat(move.getJsonArray("required").stream()).hasSameSizeAs(notice.fieldNames());
        assertThat(move.getJsonObject("properties").getJsonObject("type").getString("const"))
                .isEqualTo(notice.getString("type"));
    }

    @Test
    void everyActionHasAChannel() {
        assertThat(addresses())
                .containsAll(Arrays.stream(Action.values())
                        .map(action -> "/publish" + action.path())
                        .toList());
    }

    @Test
    void whatIsSentAndWhatIsSubscribedToIsWhatTheDocumentSays() {
        assertThat(addresses()).isNotEmpty().allSatisfy(address -> {
            String known = address.replaceAll("\\{[^}]+}", "x");
            String description = description(address);
            assertThat(DESTINATIONS.ofSend(known).isPresent())
                    .as("SEND to %s", address)
                    .isEqualTo(description.startsWith("SEND"));
            assertThat(DESTINATIONS.ofSubscribe(known).isPresent())
                    .as("SUBSCRIBE to %s", address)
                    .isEqualTo(description.contains("SUBSCRIBE"));
        });
    }

    private static String description(String address) {
        return channels()
                .filter(channel -> address.equals(channel.getString("address")))
                .map(channel -> channel.getString("description").split(":", 2)[0])
                .findFirst()
                .orElseThrow();
    }

    /** The destinations of STOMP. */
    private static Set<String> addresses() {
        return channels()
                .map(channel -> channel.getString("address"))
                .filter(address -> address != null && address.startsWith("/"))
                .collect(Collectors.toSet());
    }

    private static Stream<JsonObject> channels() {
        JsonObject channels = DOCUMENT.getJsonObject("channels");
        return channels.fieldNames().stream().map(channels::getJsonObject);
    }
}
