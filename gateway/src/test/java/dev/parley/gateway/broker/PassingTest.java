package dev.parley.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassingTest {
    private static final Actor ALICE = new Actor(new UserId("u-alice"), "alice", "Alice", Set.of("user"));

    private static BrokerMessage sent(String name, String value) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("destination", "/topic/a"));
        headers.put(name, value);
        return Passing.message("m-1", ALICE, new Frame(Command.SEND, headers, Buffer.buffer("hi")));
    }

    @Test
    void theSendersOwnHeadersPass() {
        assertThat(Passing.headers(sent("priority", "9"))).containsEntry("priority", "9");
        assertThat(Passing.headers(sent("content-type", "text/plain"))).containsEntry("content-type", "text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message-id",
                "subscription",
                "ack",
                "seq",
                "epoch",
                "event",
                "replay",
                "head",
                "redelivered",
                "missed",
                "receipt",
                "transaction",
                "content-length",
                "Authorization",
                "authorization",
                "login",
                "passcode",
                "Subscription",
                "seq ",
                "\tcode"
            })
    void nothingTheSenderWroteForgesOrLeaks(String name) {
        assertThat(Passing.headers(sent(name, "forged"))).doesNotContainValue("forged");
    }

    /** What a sender may choose of the headers that Parley knows: its own words, and those of other frames than MESSAGE. */
    private static final Set<String> SENDERS = Set.of(
            Header.CONTENT_TYPE,
            Header.CLIENT_MESSAGE_ID,
            Header.DURABLE_NAME,
            Header.ACCEPT_VERSION,
            Header.ID,
            Header.HISTORY,
            Header.RESUME_SEQ,
            Header.RESUME_EPOCH);

    static List<String> whatParleySets() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field header : Header.class.getFields()) {
            names.add((String) header.get(null));
        }
        names.removeAll(SENDERS);
        return names;
    }

    @ParameterizedTest
    @MethodSource("whatParleySets")
    void noHeaderThatParleySetsIsTheSendersHoweverItIsSpelled(String name) {
        for (String spelled : List.of(name, name.toUpperCase(Locale.ROOT), " " + name, name + "\t")) {
            assertThat(Passing.isSenders(spelled)).as(spelled).isFalse();
            assertThat(Passing.headers(sent(spelled, "forged"))).doesNotContainValue("forged");
        }
    }

    @Test
    void theHeadersThatParleySetsAreThoseThatItKnows() throws IllegalAccessException {
        assertThat(whatParleySets())
                .contains("message-id", "seq", "from", "reason", "recovered", "duplicate", "message");
        assertThat(SENDERS).allMatch(Passing::isSenders);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-name", "user-id", "User-Id"})
    void theSenderIsWhoTheServerSays(String name) {
        assertThat(Passing.headers(sent(name, "root")))
                .doesNotContainValue("root")
                .containsEntry("user-name", "alice")
                .containsEntry("user-id", "u-alice");
    }

    @Test
    void whatMayHaveBeenDeliveredBeforeSaysSo() {
        assertThat(Passing.headers(sent("a", "b"))).doesNotContainKey("redelivered");
        assertThat(Passing.headers(sent("a", "b").delivered(1))).containsEntry("redelivered", "true");
    }
}
