package dev.parley.gateway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.PostMessages;
import dev.parley.contracts.chat.Posted;
import dev.parley.contracts.chat.PostedAll;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.broker.NoBroker;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.IdentityOptions;
import dev.parley.gateway.identity.Issuers;
import dev.parley.gateway.identity.RevokedLogins;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.session.AckMode;
import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.Destinations;
import dev.parley.gateway.stomp.StompVersion;
import dev.parley.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionHandlerTest {
    private final TestEdge edge = new TestEdge(1);

    /** What the chat service was asked, in order. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private final AtomicLong head = new AtomicLong();
    private final Client client = edge.make(() -> new Client(StompVersion.V1_2).listening());

    @BeforeEach
    void serve() {
        edge.serve(
                Addresses.chatShard(0),
                new CommandTable()
                        .on(PostMessage.class, message -> posted(message.room(), said(message)))
                        .on(PostMessages.class, this::postAll)
                        .on(
                                JoinRoom.class,
                                join -> posted(join.room(), join.actor().displayName() + " joins")));
        IdentityOptions options = new IdentityOptions(true, "parley", "parley");
        Issuers keys = Issuers.of(edge.edge(), edge.edgeBus(), options);
        TokenVerifier verifier = new TokenVerifier(keys, new RevokedLogins(), Clock.systemUTC());
        SendHandler send = new SendHandler(
                edge.edgeBus(),
                new Destinations("/publish", "/subscribe"),
                new Authenticator(edge.edgeBus(), verifier, options),
                new NoBroker(),
                room -> 0);
        TransactionHandler handler =
                new TransactionHandler(Map.of(Command.SEND, send, Command.ACK, new AckHandler()), edge.edgeBus());
        client.sessions()
                .on(Command.SEND, handler::member)
                .on(Command.ACK, handler::member)
                .on(Command.BEGIN, handler::begin)
                .on(Command.COMMIT, handler::commit)
                .on(Command.ABORT, handler::abort);
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private Future<PostedAll> postAll(PostMessages messages) {
        String texts = String.join(
                " + ",
                messages.messages().stream().map(TransactionHandlerTest::said).toList());
        return messages.room().value().equals("locked")
                ? Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "locked"))
                : Future.all(messages.messages().stream()
                                .map(message -> next(message.room()))
                                .toList())
                        .map(all -> new PostedAll(all.list()))
                        .onSuccess(all -> asked.add(messages.room() + ": " + texts));
    }

    private Future<Posted> posted(RoomId room, String what) {
        if (room.value().equals("locked")) {
            return Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "locked"));
        }
        asked.add(room + ": " + what);
        return next(room);
    }

    private Future<Posted> next(RoomId room) {
        Position position = new Position(new Epoch("e"), head.incrementAndGet());
        return Future.succeededFuture(new Posted(position, room + "-id", EventBody.of("{}"), false));
    }

    private static String said(PostMessage message) {
        return message.actor().displayName() + " says " + message.text();
    }

    private void say(String... frames) {
        edge.run(() -> client.say(frames));
    }

    /** What the client has been told by now, each frame as its command and receipt id or code. */
    private List<String> heard() {
        return edge.make(client::heard).stream()
                .map(frame -> frame.lines()
                        .filter(line ->
                                line.startsWith("receipt-id:") || line.startsWith("code:") || line.startsWith("seq:"))
                        .reduce(frame.lines().findFirst().orElseThrow(), (all, line) -> all + " " + line))
                .toList();
    }

    private void hears(String... frames) {
        Eventually.within(TestEdge.SOON, () -> assertThat(heard()).containsExactly(frames));
    }

    /** By the end of two of them, what an answer has led to has been asked. */
    private void roundTrip() {
        edge.on(() -> edge.edgeBus().ask(new JoinRoom(new RoomId("far"), Client.GUEST)));
    }

    private static String begin(String name) {
        return "BEGIN\ntransaction:" + name + "\n\n\0";
    }

    private static String commit(String name) {
        return "COMMIT\ntransaction:" + name + "\nreceipt:commit\n\n\0";
    }

    private static String send(String room, String text) {
        return "SEND\ndestination:/publish/chat/room/" + room + "\ntransaction:t\nreceipt:" + text + "\n\n" + text
                + "\0";
    }

    private static String join(String room, String writer) {
        return "SEND\ndestination:/publish/chat/join\ntransaction:t\nreceipt:join\n\n{\"chatRoomId\":\"" + room
                + "\",\"writer\":\"" + writer + "\"}\0";
    }

    @Test
    void messagesToOneRoomAreOneUnitAtThePlaceOfTheFirst() {
        say(begin("t"), send("x", "1"), join("y", "Ann"), send("x", "2"), send("z", "3"), commit("t"));

        hears(
                "RECEIPT receipt-id:1 seq:1",
                "RECEIPT receipt-id:join seq:3",
                "RECEIPT receipt-id:2 seq:2",
                "RECEIPT receipt-id:3 seq:4",
                "RECEIPT receipt-id:commit");
        assertThat(asked).containsExactly("x: guest-1 says 1 + Ann says 2", "y: Ann joins", "z: Ann says 3");
    }

    @Test
    void nothingIsAskedOrAnsweredBeforeTheCommit() {
        say(begin("t"), send("x", "1"), join("y", "Ann"));
        say("SEND\ndestination:/publish/chat/room/x\nreceipt:outside\n\noutside\0");

        hears("RECEIPT receipt-id:outside seq:1");
        assertThat(asked).containsExactly("x: guest-1 says outside");
    }

    @Test
    void theFirstRefusedUnitEndsTheCommitAndWhatCameBeforeIsReceipted() {
        say(begin("t"), send("x", "1"), send("locked", "2"), send("x", "3"), send("z", "4"), commit("t"));

        hears("RECEIPT receipt-id:1 seq:1", "RECEIPT receipt-id:3 seq:2", "MESSAGE code:forbidden receipt-id:commit");
        assertThat(asked).hasSize(1);
    }

    @Test
    void anAbortedTransactionHasNoEffectAndNoReceipts() {
        say(begin("t"), send("x", "1"), "ABORT\ntransaction:t\nreceipt:abort\n\n\0", commit("t"));

        hears("RECEIPT receipt-id:abort", "MESSAGE code:not-found receipt-id:commit");
        assertThat(asked).isEmpty();
    }

    @Test
    void aFrameThatIsRefusedWhenItComesEndsItsTransaction() {
        say(begin("t"), send("x", "1"), send("no$room", "2"), send("x", "3"), commit("t"));

        hears(
                "MESSAGE code:bad-request receipt-id:2",
                "MESSAGE code:not-found receipt-id:3",
                "MESSAGE code:not-found receipt-id:commit");
        assertThat(asked).isEmpty();
    }

    @Test
    void moreFramesThanTheBoundEndTheirTransaction() {
        say(begin("t"));
        say(Stream.of("1", "2", "3", "4", "5").map(text -> send("x", text)).toArray(String[]::new));
        say(commit("t"));

        hears("MESSAGE code:too-large receipt-id:5", "MESSAGE code:not-found receipt-id:commit");
        assertThat(asked).isEmpty();
    }

    @Test
    void anEmptyTransactionIsCommitted() {
        say(begin("t"), commit("t"), begin("t"));

        hears("RECEIPT receipt-id:commit");
    }

    @Test
    void acknowledgementsTakeEffectAtTheCommitToo() {
        Subscriber subscriber = edge.make(() -> {
            Subscriber made = client.session().subscriber("s", true, "/x", AckMode.CLIENT);
            client.session().subscriptions().add(made.with(Subscription.Flow.IDLE));
            made.deliver("a", Map.of(), Buffer.buffer());
            made.deliver("b", Map.of(), Buffer.buffer());
            return made;
        });
        String ack = "ACK\nid:b/s\ntransaction:t\nreceipt:ack\n\n\0";

        say(begin("t"), ack);
        assertThat(edge.make(() -> subscriber.deliveries().has("b"))).isTrue();
        say(commit("t"), begin("t"), ack);

        hears(
                "MESSAGE",
                "MESSAGE",
                "RECEIPT receipt-id:ack",
                "RECEIPT receipt-id:commit",
                "MESSAGE code:not-found receipt-id:ack");
        assertThat(edge.make(() -> subscriber.deliveries().has("a"))).isFalse();
    }

    @Test
    void aCommitThatWasReceivedTakesEffectAfterTheConnectionHasEnded() {
        edge.run(() -> {
            client.say(begin("t"), send("x", "1"), send("y", "2"), commit("t"));
            client.session().onClosed();
        });

        Eventually.within(
                TestEdge.SOON, () -> assertThat(asked).containsExactly("x: guest-1 says 1", "y: guest-1 says 2"));
        assertThat(heard()).isEmpty();
    }

    @Test
    void nothingMoreOfACommitTakesEffectOnceTheServerHasEndedTheConnection() {
        edge.run(() -> {
            client.say(begin("t"), send("x", "1"), send("y", "2"), commit("t"));
            client.session().close(CloseReason.GOING_AWAY);
        });

        Eventually.within(TestEdge.SOON, () -> assertThat(asked).containsExactly("x: guest-1 says 1"));
        roundTrip();
        roundTrip();
        assertThat(heard()).isEmpty();
        assertThat(asked).noneMatch(what -> what.startsWith("y"));
    }

    @Test
    void aTransactionWithoutItsCommitIsDroppedWhenTheClientEnds() {
        edge.run(() -> {
            client.say(begin("t"), send("x", "1"));
            client.session().onClosed();
        });

        roundTrip();
        assertThat(asked).noneMatch(what -> what.startsWith("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "COMMIT", "ABORT"})
    void whatNamesNoTransactionEndsTheConnection(String command) {
        say(command + "\nreceipt:r\n\n\0");

        hears("ERROR code:bad-request receipt-id:r");
        assertThat(edge.make(client::isClosed)).isTrue();
    }
}
