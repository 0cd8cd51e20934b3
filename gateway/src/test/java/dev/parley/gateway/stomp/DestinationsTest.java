package dev.parley.gateway.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.stomp.Destination.Action;
import dev.parley.gateway.stomp.Destination.App;
import dev.parley.gateway.stomp.Destination.AppRoom;
import dev.parley.gateway.stomp.Destination.OwnQueue;
import dev.parley.gateway.stomp.Destination.Queue;
import dev.parley.gateway.stomp.Destination.Room;
import dev.parley.gateway.stomp.Destination.RoomPresence;
import dev.parley.gateway.stomp.Destination.Topic;
import dev.parley.gateway.stomp.Destination.UserErrors;
import dev.parley.gateway.stomp.Destination.UserNotifications;
import dev.parley.gateway.stomp.Destination.UserQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/protocol.md, "STOMP destinations". */
class DestinationsTest {
    private final Destinations destinations = new Destinations("/publish", "/subscribe");

    @ParameterizedTest
    @CsvSource({
        "/publish/chat/join, JOIN",
        "/publish/chat/leave, LEAVE",
        "/publish/chat/message, MESSAGE",
        "/publish/chat, CHAT",
        "/publish/chat/typing, TYPING",
        "/publish/auth/refresh, REFRESH_TOKEN"
    })
    void anActionIsSentToItsPath(String destination, Action action) {
        assertThat(destinations.ofSend(destination)).contains(new App(action));
    }

    @Test
    void eachActionHasAPathOfItsOwn() {
        assertThat(Action.values())
                .extracting(Action::path)
                .containsExactlyInAnyOrder(
                        "/chat/join", "/chat/leave", "/chat/message", "/chat", "/chat/typing", "/auth/refresh");
    }

    @Test
    void aMessageIsSentToARoom() {
        assertThat(destinations.ofSend("/publish/chat/room/a_B-5")).contains(new AppRoom(new RoomId("a_B-5")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/publish",
                "/publish/",
                "/publish/chat/",
                "/publish/chat/nonsense",
                "/publish/chat/JOIN",
                "/publish/chat/join/",
                "/publish/chat/room",
                "/publish/chat/room/5/presence",
                "/publish/chat/room//5",
                "/publishchat/join",
                "/publisher/chat/join",
                "publish/chat/join",
                " /publish/chat/join",
                "/subscribe/chat/room/5",
                "/user/queue/errors",
                "/chat/join"
            })
    void nothingCanBeSentAnywhereElse(String destination) {
        assertThat(destinations.ofSend(destination)).isEmpty();
    }

    @Test
    void aRoomAndItsPresenceCanBeSubscribed() {
        RoomId five = new RoomId("5");

        assertThat(destinations.ofSubscribe("/subscribe/chat/room/5")).contains(new Room(five));
        assertThat(destinations.ofSubscribe("/subscribe/chat/room/5/presence")).contains(new RoomPresence(five));
    }

    @Test
    void theQueuesOfAUserCanBeSubscribedUnderAnyPrefix() {
        assertThat(destinations.ofSubscribe("/user/queue/errors")).contains(new UserErrors());
        assertThat(destinations.ofSubscribe("/user/queue/notifications")).contains(new UserNotifications());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/subscribe",
                "/subscribe/chat",
                "/subscribe/chat/room",
                "/subscribe/chat/room/5/",
                "/subscribe/chat/room/5/presence/x",
                "/subscribe/chat/room/5/members",
                "/subscribe/chat/room//5",
                "/subscribed/chat/room/5",
                "/subscribe/chat/rooms/5",
                "/publish/chat/room/5",
                "/user/alice/queue/errors"
            })
    void nothingElseCanBeSubscribed(String destination) {
        assertThat(destinations.ofSubscribe(destination)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a b", "%35", "방", ".."})
    void whatIsNoRoomIdIsABadRequest(String id) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> destinations.ofSend("/publish/chat/room/" + id))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.BAD_REQUEST);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> destinations.ofSubscribe("/subscribe/chat/room/" + id))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.BAD_REQUEST);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> destinations.ofSubscribe("/subscribe/chat/room/" + id + "/presence"))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void topicsAndQueuesAreSentToAndSubscribed() {
        assertThat(destinations.ofSend("/topic/a/b.c")).contains(new Topic("a/b.c"));
        assertThat(destinations.ofSubscribe("/topic/a/b.c")).contains(new Topic("a/b.c"));
        assertThat(destinations.ofSend("/queue/jobs")).contains(new Queue("jobs"));
        assertThat(destinations.ofSubscribe("/queue/jobs")).contains(new Queue("jobs"));
    }

    @Test
    void aQueueOfAUserIsSentToByItsNameAndSubscribedAsOnesOwn() {
        assertThat(destinations.ofSend("/user/alice/queue/mail")).contains(new UserQueue("alice", "mail"));
        assertThat(destinations.ofSend("/user/a/queue/mail")).contains(new UserQueue("a", "mail"));
        assertThat(destinations.ofSubscribe("/user/queue/mail")).contains(new OwnQueue("mail"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user/alice", "/user//queue/mail", "/user/alice/topic/mail", "/user/alice/queue"})
    void whatIsNoQueueOfAUserIsNothing(String destination) {
        assertThat(destinations.ofSend(destination)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topic/", "/queue/a b", "/user/alice/queue/*", "/queue/a::b"})
    void whatIsNoNameOfATopicOrQueueIsABadRequest(String destination) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> destinations.ofSend(destination))
                .extracting(Refusal::code)
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void prefixesCanBeThoseOfAnotherServer() {
        Destinations springs = new Destinations("/app", "/topic/v1");

        assertThat(springs.ofSend("/app/chat/join")).contains(new App(Action.JOIN));
        assertThat(springs.ofSubscribe("/topic/v1/chat/room/5")).contains(new Room(new RoomId("5")));
        assertThat(springs.ofSend("/publish/chat/join")).isEmpty();
        assertThat(springs.ofSubscribe("/subscribe/chat/room/5")).isEmpty();
    }

    @Test
    void nothingIsSentToATopicThatIsHeardAsARoom() {
        Destinations springs = new Destinations("/app", "/topic");

        assertThat(springs.ofSend("/topic/chat/room/5")).isEmpty();
        assertThat(springs.ofSend("/topic/news")).contains(new Destination.Topic("news"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "app", "/app/", "//app", "/a pp", "/app\n"})
    void aPrefixIsWholeSegments(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Destinations(prefix, "/topic"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Destinations("/app", prefix));
    }
}
