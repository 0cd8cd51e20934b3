package dev.parley.standalone.attack;

import static dev.parley.standalone.attack.Attacked.GARDEN;
import static dev.parley.standalone.attack.Attacked.SECRET;
import static dev.parley.standalone.attack.Attacked.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that pretend: to be the server's, to be somebody else's, to be more than one. */
@ExtendWith(Attacked.Given.class)
class StompIT {
    private static StompFrame refusal(StompClient client, StompFrame attempt) {
        client.send(attempt);
        return client.expectMessage("errors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscribe/chat/room/garden",
                "/subscribe/chat/room/vault",
                "/subscribe/chat/room/garden/presence",
                "/subscribe",
                "/subscribe/",
                "/SUBSCRIBE/chat/room/garden",
                "/publish/../subscribe/chat/room/garden",
                "/publish/chat/room/garden/presence",
                "/publish/auth/revoke",
                "/publish/chat/room",
                "/user/queue/errors",
                "/user/queue/notifications",
                "subscribe/chat/room/garden",
                "//publish/chat/join",
                ""
            })
    void noFrameReachesReadersPastTheLog(String destination, Attacked parley) {
        String before = parley.state();
        try (StompClient alice = parley.connected(parley.alice());
                StompClient mallory = parley.connected(parley.mallory())) {
            alice.send(StompFrame.of(
                    "SUBSCRIBE", "id", "a", "destination", "/subscribe/chat/room/" + GARDEN, "receipt", "live"));
            alice.expectReceipt("live");

            StompFrame refused = refusal(
                    mallory,
                    StompFrame.of("SEND", "destination", destination, "content-type", "application/json")
                            .withBody(
                                    "{\"type\":\"CHAT\",\"writer\":\"alice\",\"message\":\"forged\",\"chatRoomId\":\"garden\"}"));

            assertThat(refused.header("code").orElseThrow()).isIn("not-found", "bad-request", "forbidden");
            assertThat(parley.state()).isEqualTo(before);
            parley.say(GARDEN, "after");
            assertThat(alice.expectMessage("a").json().getString("message")).isEqualTo("after");
        }
        assertThat(parley.state()).doesNotContain("forged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user/alice/queue/errors", "/user/alice/queue/notifications"})
    void nobodySpeaksInTheServersName(String destination, Attacked parley) {
        try (StompClient alice = parley.connected(parley.alice());
                StompClient mallory = parley.connected(parley.mallory())) {
            StompFrame refused = refusal(
                    mallory,
                    StompFrame.of("SEND", "destination", destination, "code", "revoked")
                            .withBody("{\"code\":\"revoked\"}"));

            assertThat(refused.header("code")).contains("forbidden");
            roundTrip(parley, alice);
            assertThat(alice.unread()).isEmpty();
        }
    }

    /** What was to come to this connection has come. */
    private static void roundTrip(Attacked parley, StompClient client) {
        String place = "/topic/" + parley.receipt();
        client.send(StompFrame.of("SUBSCRIBE", "id", place, "destination", place, "receipt", place));
        client.expectReceipt(place);
        client.send(StompFrame.of("SEND", "destination", place).withBody("over"));
        client.expectMessage(place);
    }

    @ParameterizedTest
    @CsvSource({"/user/alice/queue/mail, /user/queue/mail", "/user/mallory/../alice/queue/mail, /user/queue/mail"})
    void whatIsForOnePersonReachesNoOther(String destination, String heard, Attacked parley) {
        try (StompClient alice = parley.connected(parley.alice());
                StompClient mallory = parley.connected(parley.mallory())) {
            for (StompClient each : List.of(alice, mallory)) {
                each.send(StompFrame.of("SUBSCRIBE", "id", "m", "destination", heard, "receipt", "m"));
                each.expectReceipt("m");
            }
            mallory.send(StompFrame.of("SUBSCRIBE", "id", "x", "destination", "/user/alice/queue/mail"));
            assertThat(mallory.expectMessage("errors").header("code")).contains("not-found");

            parley.say(GARDEN, "meanwhile");
            alice.send(StompFrame.of("SEND", "destination", destination, "receipt", "sent")
                    .withBody(SECRET));
            roundTrip(parley, mallory);

            assertThat(mallory.unread()).noneMatch(frame -> frame.body().contains(SECRET));
        }
    }

    @Test
    void headersThatAreTheServersDoNotPass(Attacked parley) {
        try (StompClient alice = parley.connected(parley.alice());
                StompClient mallory = parley.connected(parley.mallory())) {
            alice.send(StompFrame.of("SUBSCRIBE", "id", "t", "destination", "/topic/spoof", "receipt", "t"));
            alice.expectReceipt("t");

            mallory.send(StompFrame.of(
                            "SEND",
                            "destination",
                            "/topic/spoof",
                            "user-name",
                            "alice",
                            "user-id",
                            "u-alice",
                            "seq",
                            "1",
                            "epoch",
                            "e",
                            "event",
                            "KICK",
                            "replay",
                            "true",
                            "subscription",
                            "errors",
                            "message-id",
                            "vault-1",
                            "Authorization",
                            "Bearer stolen",
                            "passcode",
                            "stolen")
                    .withBody("hi"));

            StompFrame message = alice.expectMessage("t");
            assertThat(message.headers())
                    .containsEntry("user-name", "mallory")
                    .doesNotContainKeys("seq", "epoch", "event", "replay", "Authorization", "passcode")
                    .doesNotContainEntry("message-id", "vault-1")
                    .doesNotContainEntry("user-id", "u-alice");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\nseq:1", "x\r\nevent:KICK", "x\n\nforged\0MESSAGE\nseq:9", "x:y\\n", "\u0000"})
    void aClientMessageIdInJsonAddsNoHeader(String id, Attacked parley) {
        String eve = member(parley);
        try (StompClient alice = parley.connected(parley.alice())) {
            alice.send(StompFrame.of(
                    "SUBSCRIBE", "id", "a", "destination", "/subscribe/chat/room/" + GARDEN, "receipt", "live"));
            alice.expectReceipt("live");
            JsonObject body = new JsonObject().put("message", "injected").put("clientMessageId", id);

            Http.Answer answer = parley.http().as(eve, "POST", "/api/v1/rooms/" + GARDEN + "/messages", body.encode());
            parley.say(GARDEN, "after");

            StompFrame first = alice.expectMessage("a");
            if (answer.isRefused()) {
                assertThat(first.json().getString("message")).isEqualTo("after");
            } else {
                assertThat(first.header("client-message-id")).contains(id);
                assertThat(first.header("event")).contains("CHAT");
                assertThat(first.number("seq")).isGreaterThan(1);
                assertThat(alice.expectMessage("a").json().getString("message")).isEqualTo("after");
            }
        }
    }

    private static String member(Attacked parley) {
        String name = "m" + parley.receipt().replace("-", "");
        String token = parley.register(name);
        assertThat(parley.http()
                        .as(token, "POST", "/api/v1/rooms/" + GARDEN + "/join", "")
                        .status())
                .isEqualTo(204);
        return token;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND\ndestination:/topic/inject\nx:a\\nseq\\c1\n\nhi\0",
                "SEND\ndestination:/topic/inject\nx:a\\r\\nevent\\cKICK\n\nhi\0",
                "SEND\ndestination:/topic/inject\nx\\nseq:1\n\nhi\0"
            })
    void anEscapedLineFeedIsNoNewHeader(String bytes, Attacked parley) {
        try (StompClient alice = parley.connected(parley.alice());
                StompClient mallory = parley.connected(parley.mallory())) {
            alice.send(StompFrame.of("SUBSCRIBE", "id", "t", "destination", "/topic/inject", "receipt", "t"));
            alice.expectReceipt("t");

            mallory.sendRaw(bytes.getBytes(StandardCharsets.UTF_8));

            assertThat(alice.expectMessage("t").headers()).doesNotContainKeys("seq", "event");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND\ndestination:/topic/smuggled\ncontent-length:1\n\nhi\0",
                "SEND\ndestination:/topic/smuggled\ncontent-length:-1\n\nhi\0",
                "SEND\ndestination:/topic/smuggled\nx:\\t\n\nhi\0",
                "CONNECT\naccept-version:1.2\nhost:x\nlogin:alice\n\n\0"
            })
    void aFrameThatHidesAnotherEndsItsConnection(String bytes, Attacked parley) {
        String before = parley.state();
        try (StompClient mallory = parley.connected(parley.mallory())) {
            mallory.sendRaw((bytes + "SEND\ndestination:/publish/chat/room/garden\n\nsmuggled\0")
                    .getBytes(StandardCharsets.UTF_8));

            mallory.expectClosed(StompClient.PATIENCE);
        }
        assertThat(parley.state()).isEqualTo(before);
    }

    @Test
    void anothersTokenIsNotTakenForARefresh(Attacked parley) {
        try (StompClient mallory = parley.connected(parley.mallory())) {
            StompFrame refused = refusal(
                    mallory,
                    StompFrame.of(
                            "SEND",
                            "destination",
                            "/publish/auth/refresh",
                            "Authorization",
                            "Bearer " + parley.alice()));

            assertThat(refused.header("code")).contains("forbidden");
            assertThat(refused.toString()).doesNotContain(parley.alice());
            mallory.send(StompFrame.of("SUBSCRIBE", "id", "v", "destination", "/subscribe/chat/room/" + VAULT));
            assertThat(mallory.expectMessage("errors").header("code")).contains("not-found");
        }
    }

    @Test
    void anAckOfWhatWasNotDeliveredMovesNothing(Attacked parley) {
        String before = parley.state();
        try (StompClient mallory = parley.connected(parley.mallory())) {
            StompFrame refused = refusal(mallory, StompFrame.of("ACK", "id", VAULT + "-2", "receipt", "acked"));

            assertThat(refused.header("code")).contains("not-found");
        }
        assertThat(parley.state()).isEqualTo(before);
    }

    @Test
    void aGuestCannotRunOutOfBounds(Attacked parley) {
        String before = parley.state();
        try (StompClient guest =
                StompClient.overTcp(parley.gateway().host(), parley.gateway().tcpPort())) {
            guest.connect();
            guest.send(
                    StompFrame.of("SUBSCRIBE", "id", "errors", "destination", "/user/queue/errors", "receipt", "live"));
            guest.expectReceipt("live");
            guest.send(StompFrame.of("SEND", "destination", "/publish/chat/room/" + GARDEN)
                    .withBody("spam"));

            assertThat(guest.expectMessage("errors").header("code")).contains("forbidden");
        }
        assertThat(parley.state()).isEqualTo(before);
    }
}
