package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageRoutesIT {
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final byte[] EVENT = FakeServices.EVENT_JSON.getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final RestServer server = RestServer.start();

    @Test
    void aPostedMessageIsAnsweredWithTheBytesOfItsEvent() {
        Response response =
                post("{\"message\":\"hi\",\"clientMessageId\":\"c-1\",\"replyTo\":12,\"writer\":\"mallory\"}");

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.bytes()).isEqualTo(EVENT);
        assertThat(server.services.heard(PostMessage.class))
                .isEqualTo(new PostMessage(LOBBY, RestServer.ALICE, "hi", new ClientMessageId("c-1"), 12L));
    }

    @Test
    void aMessageSentAgainIsTheSameAndSaysSo() {
        server.services.knowEveryMessage();

        Response response = post("{\"message\":\"hi\",\"clientMessageId\":\"c-1\"}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.bytes()).isEqualTo(EVENT);
    }

    @Test
    void textOfEveryLanguageArrivesAsItIs() {
        post("{\"message\":\"\uD55C\uAE00 \\ud83d\\udc4d \uD83D\uDC4D\\n\"}");

        assertThat(Objects.requireNonNull(server.services.heard(PostMessage.class))
                        .text())
                .isEqualTo("\uD55C\uAE00 \uD83D\uDC4D \uD83D\uDC4D\n");
    }

    @ParameterizedTest
    @MethodSource("writers")
    void aGuestMayChooseTheNameItIsShownBy(String writer, String shown) {
        Actor guest = new Actor(new UserId("u-guest"), "guest-1", "Guest", Set.of(Actor.GUEST));

        server.request("POST", "/api/v1/rooms/lobby/messages")
                .bearer(server.key.token(guest))
                .json(new JsonObject()
                        .put("message", "hi")
                        .put("writer", writer)
                        .encode())
                .send();

        assertThat(Objects.requireNonNull(server.services.heard(PostMessage.class))
                        .actor())
                .isEqualTo(guest.shownAs(shown));
    }

    static Stream<Arguments> writers() {
        return Stream.of(
                Arguments.of(" Passer-by ", "Passer-by"),
                Arguments.of(" ", "Guest"),
                Arguments.of("\uD83D\uDC4D".repeat(65), "\uD83D\uDC4D".repeat(64)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|message is required",
                "{\"message\":null}|message is required",
                "{\"message\":{\"a\":1}}|message must be a string",
                "{\"message\":\"a\\ud83d\"}|message holds a character that is not text",
                "{\"message\":\"a\",\"clientMessageId\":\"\"}|a client message id is 1 to 128 characters",
                "{\"message\":\"a\",\"clientMessageId\":1}|clientMessageId must be a string",
                "{\"message\":\"a\",\"replyTo\":\"12\"}|replyTo must be a whole number, at least 1",
                "{\"message\":\"a\",\"replyTo\":0}|replyTo must be a whole number, at least 1",
                "{\"message\":\"a\",\"replyTo\":1.5}|replyTo must be a whole number, at least 1",
                "{\"message\":\"a\",\"replyTo\":99999999999999999999}|replyTo must be a whole number, at least 1"
            })
    void aWrongMessageIsRefusedByTheMember(String body, String detail) {
        assertThat(post(body).refuses(ErrorCode.BAD_REQUEST)).isEqualTo(detail);
        assertThat(server.services.heard(PostMessage.class)).isNull();
    }

    @Test
    void aMessageIsMeasuredInCharacters() {
        Response longest = post("{\"message\":\"" + "\uD83D\uDC4D".repeat(RestServer.MAX_MESSAGE) + "\"}");
        Response longer = post("{\"message\":\"" + "x".repeat(RestServer.MAX_MESSAGE + 1) + "\"}");

        assertThat(longest.status()).isEqualTo(201);
        longer.refuses(ErrorCode.TOO_LARGE);
    }

    @Test
    void whoMayNotPostIsTold() {
        server.services.fail(PostMessage.class, FakeServices.refusal(ErrorCode.FORBIDDEN));

        post("{\"message\":\"hi\"}").refuses(ErrorCode.FORBIDDEN);
    }

    @Test
    void theLogIsReadByteForByte() {
        Response response = server.alices("GET", "/api/v1/rooms/lobby/events").send();

        assertThat(response.text())
                .isEqualTo("{\"epoch\":\"e1\",\"head\":42,\"hasMore\":true,\"items\":[" + FakeServices.EVENT_JSON + ","
                        + FakeServices.EVENT_JSON + "]}");
        assertThat(server.services.heard(ReadHistory.class))
                .isEqualTo(new ReadHistory(LOBBY, RestServer.ALICE, null, null, RestOptions.DEFAULT_PAGE));
    }

    @Test
    void aWindowOfTheLogHasTwoEndsAndASize() {
        server.alices("GET", "/api/v1/rooms/lobby/events?after=0&before=43&limit=7")
                .send();

        assertThat(server.services.heard(ReadHistory.class))
                .isEqualTo(new ReadHistory(LOBBY, RestServer.ALICE, 0L, 43L, 7));
    }

    @ParameterizedTest
    @CsvSource({"after=-1, after", "before=0, before", "before=x, before", "limit=-5, limit"})
    void aWrongWindowIsRefusedByTheParameter(String query, String name) {
        Response response =
                server.alices("GET", "/api/v1/rooms/lobby/events?" + query).send();

        assertThat(response.refuses(ErrorCode.BAD_REQUEST)).startsWith(name + " must be");
    }

    private static Response post(String body) {
        return server.alices("POST", "/api/v1/rooms/lobby/messages").json(body).send();
    }
}
