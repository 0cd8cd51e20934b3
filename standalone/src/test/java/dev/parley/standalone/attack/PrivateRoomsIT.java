package dev.parley.standalone.attack;

import static dev.parley.standalone.attack.Attacked.ATTIC;
import static dev.parley.standalone.attack.Attacked.GARDEN;
import static dev.parley.standalone.attack.Attacked.SECRET;
import static dev.parley.standalone.attack.Attacked.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.chat.RenewInterest;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A private room is, to whoever is no member, as one that does not exist: in every byte, and in what is asked for it. */
@ExtendWith(Attacked.Given.class)
class PrivateRoomsIT {
    private static final String JOIN = "send | chat.join | {\"chatRoomId\":\"ROOM\"}";
    private static final String LEAVE = "send | chat.leave | {\"chatRoomId\":\"ROOM\"}";
    private static final String MESSAGE = "send | chat.message | {\"chatRoomId\":\"ROOM\",\"message\":\"let me in\"}";
    private static final String TYPING = "send | chat.typing | {\"chatRoomId\":\"ROOM\",\"typing\":true}";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HISTORY = "send | chat.history | {\"chatRoomId\":\"ROOM\",\"after\":0}";

    /** What a stranger tries with the one and the other room: the answers, alike but for the name, and nothing changed. */
    private static void looksLikeNone(Attacked parley, Function<String, String> attempt) {
        String before = parley.state();
        List<String> answers = new ArrayList<>();
        List<String> ofNone = parley.questions(ATTIC, () -> answers.add(attempt.apply(ATTIC)));
        List<String> ofVault = parley.questions(VAULT, () -> answers.add(attempt.apply(VAULT)));

        assertThat(answers.get(1).replace(VAULT, ATTIC)).isEqualTo(answers.get(0));
        assertThat(answers.get(1)).doesNotContain(SECRET);
        assertThat(ofVault).as("questions on the bus").isEqualTo(ofNone);
        assertThat(parley.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Calls#ofRooms")
    void overRestAStrangerFindsNothing(Calls.Call call, Attacked parley) {
        looksLikeNone(parley, room -> {
            Http.Answer answer = parley.http().as(parley.mallory(), call.method(), call.of(room), call.body());
            assertThat(answer.status()).isEqualTo(404);
            return answer.text();
        });
    }

    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Calls#ofRooms")
    void overRestAGuestFindsNothing(Calls.Call call, Attacked parley) {
        looksLikeNone(parley, room -> {
            Http.Answer answer = parley.http().as(parley.guest(), call.method(), call.of(room), call.body());
            assertThat(answer.isRefused()).isTrue();
            return answer.text();
        });
    }

    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Calls#ofRooms")
    void overRestNobodyFindsNothing(Calls.Call call, Attacked parley) {
        looksLikeNone(parley, room -> {
            Http.Answer answer = parley.http().send(call.method(), call.of(room), call.body());
            assertThat(answer.status()).isEqualTo(401);
            return answer.text();
        });
    }

    @Test
    void isInNoListingOfAStrangers(Attacked parley) {
        for (String scope : List.of("public", "mine")) {
            Http.Answer answer =
                    parley.http().as(parley.mallory(), "GET", "/api/v1/rooms?scope=" + scope + "&q=" + VAULT, "");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().getJsonArray("items")).isEmpty();
        }
    }

    private static String frame(StompFrame frame) {
        TreeMap<String, String> headers = new TreeMap<>(frame.headers());
        headers.remove("message-id");
        return frame.command() + headers + frame.body();
    }

    @ParameterizedTest
    @CsvSource({"/subscribe/chat/room/ROOM", "/subscribe/chat/room/ROOM/presence"})
    void cannotBeSubscribedTo(String destination, Attacked parley) {
        looksLikeNone(parley, room -> {
            try (StompClient mallory = parley.connected(parley.mallory())) {
                mallory.send(StompFrame.of(
                        "SUBSCRIBE", "id", "spy", "destination", destination.replace("ROOM", room), "receipt", "spy"));

                StompFrame refusal = mallory.expectMessage("errors");
                assertThat(refusal.header("code")).contains("not-found");
                return frame(refusal);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"resume-seq, 0", "history, 10", "durable-name, spy"})
    void cannotBeReadFromItsHistory(String header, String value, Attacked parley) {
        looksLikeNone(parley, room -> {
            try (StompClient mallory = parley.connected(parley.mallory())) {
                mallory.send(StompFrame.of(
                        "SUBSCRIBE",
                        "id",
                        "spy",
                        "destination",
                        "/subscribe/chat/room/" + room,
                        header,
                        value,
                        "ack",
                        "client"));

                return frame(mallory.expectMessage("errors"));
            }
        });
    }

    @Test
    void endsAConnectionThatHearsOfNoRefusalsWithTheSameError(Attacked parley) {
        looksLikeNone(parley, room -> {
            try (StompClient mallory = StompClient.overTcp(
                    parley.gateway().host(), parley.gateway().tcpPort())) {
                mallory.connect("passcode", parley.mallory());
                mallory.send(StompFrame.of("SUBSCRIBE", "id", "spy", "destination", "/subscribe/chat/room/" + room));

                return frame(mallory.expect("ERROR"));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Sends#ofRooms")
    void takesNothingOverStomp(Sends.Send send, Attacked parley) {
        looksLikeNone(parley, room -> {
            try (StompClient mallory = parley.connected(parley.mallory())) {
                mallory.send(send.to(room, "sent"));

                StompFrame refusal = mallory.expectMessage("errors");
                assertThat(refusal.header("code")).contains("not-found");
                return frame(refusal);
            }
        });
    }

    /** Without this, what no destination takes would pass for a refusal. */
    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Sends#ofRooms")
    void takesTheSameFromItsMembers(Sends.Send send, Attacked parley) {
        try (StompClient member = parley.connected(parley.wilma())) {
            member.send(send.to(parley.roomWithWilma(), "sent"));

            member.expectReceipt("sent");
        }
    }

    @Test
    void takesNothingInATransaction(Attacked parley) {
        looksLikeNone(parley, room -> {
            try (StompClient mallory = parley.connected(parley.mallory())) {
                mallory.send(StompFrame.of("BEGIN", "transaction", "t"));
                mallory.send(StompFrame.of("SEND", "destination", "/publish/chat/room/" + room, "transaction", "t")
                        .withBody("let me in"));
                mallory.send(StompFrame.of("COMMIT", "transaction", "t", "receipt", "done"));

                return frame(mallory.expectMessage("errors"));
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "register | chat.room.ROOM | {}",
                "register | chat.presence.ROOM | {}",
                JOIN,
                LEAVE,
                MESSAGE,
                TYPING,
                HISTORY
            })
    void isNotThereAtTheBridge(String type, String address, String body, Attacked parley) {
        looksLikeNone(parley, room -> {
            String answer = overTheBridge(
                    parley, parley.mallory(), type, address.replace("ROOM", room), body.replace("ROOM", room));
            assertThat(new JsonObject(answer).getString("message")).isEqualTo("not-found");
            return answer;
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {JOIN, LEAVE, MESSAGE, TYPING, HISTORY})
    void isThereForItsMembersAtTheBridge(String type, String address, String body, Attacked parley) {
        String room = parley.roomWithWilma();

        JsonObject answer =
                new JsonObject(overTheBridge(parley, parley.wilma(), type, address, body.replace("ROOM", room)));

        assertThat(answer.getString("address")).isEqualTo("reply");
        assertThat(answer.getString("type")).isEqualTo("rec");
    }

    private static String overTheBridge(Attacked parley, String token, String type, String address, String body) {
        try (Bridge bridge = new Bridge(parley.gateway(), token)) {
            return bridge.ask(question(type, address, body));
        }
    }

    private static JsonObject question(String type, String address, String body) {
        return Bridge.message(type, address).put("replyAddress", "reply").put("body", new JsonObject(body));
    }

    /** Tries all that these tests try with a room, in vain. */
    private static void triesEverything(String room, Attacked parley, StompClient mallory, Bridge bridge) {
        String log = "/subscribe/chat/room/" + room;
        for (StompFrame subscribe : List.of(
                StompFrame.of("SUBSCRIBE", "id", "log", "destination", log),
                StompFrame.of("SUBSCRIBE", "id", "presence", "destination", log + "/presence"),
                StompFrame.of("SUBSCRIBE", "id", "resumed", "destination", log, "resume-seq", "0"),
                StompFrame.of("SUBSCRIBE", "id", "history", "destination", log, "history", "10"),
                StompFrame.of("SUBSCRIBE", "id", "marked", "destination", log, "durable-name", "spy"))) {
            isRefused(mallory, subscribe);
        }
        Sends.ofRooms().forEach(send -> isRefused(mallory, send.to(room, "sent")));
        for (String address : List.of("chat.room.", "chat.presence.")) {
            assertThat(bridge.ask(Bridge.message("register", address + room))).contains("not-found");
        }
        for (String send : List.of(JOIN, LEAVE, MESSAGE, TYPING, HISTORY)) {
            String[] parts = send.replace("ROOM", room).split(" \\| ", 3);
            assertThat(bridge.ask(question(parts[0], parts[1], parts[2]))).contains("not-found");
        }
        Calls.ofRooms().forEach(call -> {
            Http.Answer answer = parley.http().as(parley.mallory(), call.method(), call.of(room), call.body());
            assertThat(answer.status()).as(call.toString()).isEqualTo(404);
        });
    }

    private static void isRefused(StompClient client, StompFrame frame) {
        client.send(frame);
        assertThat(client.expectMessage("errors").header("code")).contains("not-found");
    }

    private static void hears(StompClient client, String id, String room) {
        client.send(StompFrame.of(
                "SUBSCRIBE", "id", id, "destination", "/subscribe/chat/room/" + room, "receipt", id + "-live"));
        client.expectReceipt(id + "-live");
    }

    @Test
    void tellsNothingToWhoTriedBefore(Attacked parley) {
        String secret = parley.roomWithWilma();
        try (StompClient mallory = parley.connected(parley.mallory());
                StompClient alice = parley.connected(parley.alice());
                Bridge bridge = new Bridge(parley.gateway(), parley.mallory())) {
            triesEverything(secret, parley, mallory, bridge);
            int refusals = bridge.heard().size();
            hears(alice, "a", secret);

            parley.say(secret, SECRET);
            assertThat(alice.expectMessage("a").body()).contains(SECRET);

            // What was to come to her would have come before these answers.
            hears(mallory, "g", GARDEN);
            bridge.ask(Bridge.message("publish", "over").put("body", new JsonObject()));
            assertThat(mallory.unread()).isEmpty();
            assertThat(bridge.heard()).hasSize(refusals + 1).noneMatch(heard -> heard.contains(SECRET));
        }
    }

    /** What it is to hear of, and to tell of presence, a gateway says again and again: never of a room that was refused. */
    @Test
    void leavesNothingWanted(Attacked parley) {
        try (StompClient mallory = parley.connected(parley.mallory());
                StompClient alice = parley.connected(parley.alice());
                Bridge bridge = new Bridge(parley.gateway(), parley.mallory())) {
            List<Object> leases = parley.carried(heard -> {
                triesEverything(VAULT, parley, mallory, bridge);
                triesEverything(ATTIC, parley, mallory, bridge);
                hears(alice, "g", GARDEN);
                hears(alice, "p", GARDEN + "/presence"); // known to presence, as all that was to be told before it
            });
            List<Object> renewals = parley.carried(heard -> Eventually.within(
                    PATIENCE,
                    () -> assertThat(heard)
                            .haveAtLeast(2, new Condition<>(RenewInterest.class::isInstance, "renewal"))));

            assertThat(toldIn(RenewLease.class, leases))
                    .anyMatch(lease -> lease.contains(GARDEN))
                    .noneMatch(lease -> lease.contains(VAULT) || lease.contains(ATTIC));
            assertThat(toldIn(RenewInterest.class, renewals).skip(1)) // the first may have begun before
                    .isNotEmpty()
                    .allMatch(renewal -> renewal.contains(GARDEN))
                    .noneMatch(renewal -> renewal.contains(VAULT) || renewal.contains(ATTIC));
        }
    }

    private static Stream<String> toldIn(Class<?> kind, List<Object> messages) {
        return messages.stream().filter(kind::isInstance).map(Object::toString);
    }

    /** An id that is taken cannot be given again: the one thing that tells of it, and it tells only that (docs/attacks.md). */
    @Test
    void cannotBeTakenOverByCreatingItAgain(Attacked parley) {
        String before = parley.state();

        Http.Answer answer = parley.http()
                .as(
                        parley.mallory(),
                        "POST",
                        "/api/v1/rooms",
                        "{\"id\":\"" + VAULT + "\",\"name\":\"mine\",\"visibility\":\"public\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).doesNotContain("alice", SECRET);
        assertThat(parley.state()).isEqualTo(before);
    }
}
