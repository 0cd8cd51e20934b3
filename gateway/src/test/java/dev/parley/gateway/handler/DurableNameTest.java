package dev.parley.gateway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Marker;
import dev.parley.contracts.chat.MarkersMoved;
import dev.parley.contracts.chat.MoveMarkers;
import dev.parley.contracts.chat.ReadLog;
import dev.parley.contracts.chat.Replay;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Subscribed;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.broker.NoBroker;
import dev.parley.gateway.feed.FeedOptions;
import dev.parley.gateway.feed.Interest;
import dev.parley.gateway.feed.MarkerOptions;
import dev.parley.gateway.feed.Markers;
import dev.parley.gateway.feed.RoomFeeds;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.presence.PresenceReporter;
import dev.parley.gateway.presence.PresenceWatch;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.Destinations;
import dev.parley.gateway.stomp.StompVersion;
import dev.parley.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log of eight events, and what a guest's ACKs make of the marker of a name, three messages at a time. */
class DurableNameTest {
    private static final NodeId GATEWAY = new NodeId("g1", "a");
    private static final RoomId ROOM = new RoomId("x-sync-1");
    private static final DurableName PHONE = new DurableName("phone");
    private static final Epoch EPOCH = new Epoch("e1");
    private static final int LOGGED = 8;
    private static final FeedOptions FEED = new FeedOptions(2, 10, 3, 8, 65_536, Duration.ofSeconds(1));
    private static final Duration NEVER = Duration.ofHours(1);

    private final TestEdge edge = new TestEdge(1);
    private final Interest interest = new Interest(edge.backbone(), edge.home(), edge.bus(), GATEWAY, FEED);
    private final PresenceReporter reporter =
            new PresenceReporter(edge.backbone(), edge.home(), edge.bus(), GATEWAY, 1000);
    private final PresenceWatch watch = new PresenceWatch(reporter);
    private final Client client = edge.make(() -> new Client(StompVersion.V1_2).listening());
    private final List<Position> moved = Collections.synchronizedList(new ArrayList<>());
    private final List<Replay> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile Subscribed answer = new Subscribed(at(LOGGED), 1);
    private volatile boolean away;

    @BeforeEach
    void serve() {
        edge.serve(
                Addresses.chatShard(0),
                new CommandTable()
                        .on(SubscribeRoom.class, this::subscribe)
                        .on(MoveMarkers.class, this::move)
                        .on(ReadLog.class, ask -> Future.succeededFuture(page(ask))));
        edge.serve(Addresses.gateway(GATEWAY), interest.hear(new CommandTable()));
        edge.run(() -> {
            Markers markers = new Markers(edge.edgeBus(), room -> 0, new Wheel(), new MarkerOptions(NEVER, 1000));
            SubscribeHandler subscribe = new SubscribeHandler(
                    new Destinations("/publish", "/subscribe"),
                    new RoomFeeds(edge.edgeBus(), interest, new Wheel(), FEED),
                    markers,
                    new PresenceFeeds(edge.edgeBus(), watch, room -> 0),
                    reporter,
                    new NoBroker(),
                    new SessionMeters(new SimpleMeterRegistry()));
            AckHandler ack = new AckHandler();
            TransactionHandler acks =
                    new TransactionHandler(Map.of(Command.ACK, ack, Command.NACK, ack), edge.edgeBus());
            client.sessions()
                    .on(Command.SUBSCRIBE, subscribe)
                    .on(Command.UNSUBSCRIBE, new UnsubscribeHandler())
                    .on(Command.ACK, acks::member)
                    .on(Command.NACK, acks::member);
        });
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private Future<Subscribed> subscribe(SubscribeRoom ask) {
        asked.add(ask.replay());
        return Future.succeededFuture(answer);
    }

    private Future<MarkersMoved> move(MoveMarkers ask) {
        if (away) {
            return Future.failedFuture(Refusal.unavailable("away"));
        }
        for (Marker marker : ask.markers()) {
            assertThat(marker.name()).isEqualTo(PHONE);
            assertThat(marker.room()).isEqualTo(ROOM);
            assertThat(marker.user()).isEqualTo(Client.GUEST.id());
            moved.add(marker.position());
        }
        return Future.succeededFuture(new MarkersMoved());
    }

    private static Position at(long sequence) {
        return new Position(EPOCH, sequence);
    }

    private static HistoryPage page(ReadLog ask) {
        List<LoggedEvent> events = LongStream.rangeClosed(ask.after() + 1, LOGGED)
                .limit(ask.limit())
                .mapToObj(sequence -> new LoggedEvent(sequence, EventType.CHAT, null, EventBody.of("{}")))
                .toList();
        return new HistoryPage(events, at(LOGGED), false);
    }

    private void say(String frame) {
        edge.run(() -> client.say(frame));
    }

    private void subscribes(String headers) {
        say("SUBSCRIBE\nid:s\ndestination:/subscribe/chat/room/" + ROOM + "\ndurable-name:phone\nreceipt:live\n"
                + headers + "\n\n\0");
        hears("receipt-id:live\n");
    }

    private void acknowledges(String command, long sequence) {
        String receipt = command + "-" + sequence;
        say(command + "\nid:" + ROOM + "-" + sequence + "/s\nreceipt:" + receipt + "\n\n\0");
        hears("receipt-id:" + receipt + "\n");
    }

    private void hears(String text) {
        Eventually.within(
                TestEdge.SOON, () -> assertThat(edge.make(client::heard)).anyMatch(frame -> frame.contains(text)));
    }

    @Test
    void aNewNameBeginsWhereItsFirstSubscriptionDoes() {
        subscribes("ack:client\nhistory:3");

        hears("event:SYNC");
        hears("from:6\n");
        assertThat(asked).containsExactly(new Replay(null, null, PHONE));
        assertThat(moved).containsExactly(at(5));
    }

    @Test
    void aKnownNameGoesOnBehindItsMarkerWhateverHistoryIsAskedFor() {
        answer = new Subscribed(at(LOGGED), 1, at(3));

        subscribes("ack:client\nhistory:1");

        hears("from:4\n");
        hears("recovered:true");
        hears("message-id:" + ROOM + "-5\n");
        assertThat(edge.make(client::heard)).noneMatch(frame -> frame.contains("message-id:" + ROOM + "-3\n"));
    }

    @Test
    void aSequenceThatTheClientNamesIsStrongerThanTheMarker() {
        answer = new Subscribed(at(LOGGED), 1, at(3));

        subscribes("ack:client\nresume-seq:6");

        hears("from:7\n");
        assertThat(asked).containsExactly(new Replay(6L, null, PHONE));
    }

    @Test
    void aMarkerOfAnotherLogIsToldAndStaysUntilTheSyncIsAcknowledged() {
        answer = new Subscribed(at(LOGGED), 1, new Position(new Epoch("e0"), 40));

        subscribes("ack:client");
        hears("recovered:false");
        hears("reason:epoch");
        assertThat(moved).isEmpty();

        say("ACK\nid:" + ROOM + "-sync-8/s\nreceipt:known\n\n\0");
        hears("receipt-id:known");
        assertThat(moved).containsExactly(at(8));
    }

    @Test
    void inClientAnAckMovesTheMarkerToItsMessageBeforeItsReceipt() {
        answer = new Subscribed(at(LOGGED), 1, at(0));
        subscribes("ack:client");
        hears("message-id:" + ROOM + "-2\n");

        acknowledges("ACK", 2);

        assertThat(moved).endsWith(at(2));
    }

    @Test
    void oneByOneTheMarkerWaitsForTheOldestThatIsUnanswered() {
        answer = new Subscribed(at(LOGGED), 1, at(0));
        subscribes("ack:client-individual");
        hears("message-id:" + ROOM + "-2\n");

        acknowledges("ACK", 2);
        assertThat(moved).doesNotContain(at(2));
        hears("message-id:" + ROOM + "-3\n");
        acknowledges("ACK", 1);

        assertThat(moved).endsWith(at(2));
    }

    @Test
    void aNackMovesNothingAndHoldsNothingUp() {
        answer = new Subscribed(at(LOGGED), 1, at(0));
        subscribes("ack:client-individual");
        hears("message-id:" + ROOM + "-2\n");

        acknowledges("NACK", 1);
        assertThat(moved).doesNotContain(at(1));
        acknowledges("ACK", 2);

        assertThat(moved).endsWith(at(2));
    }

    @Test
    void whereNobodyAcknowledgesWhatWasSentCounts() {
        answer = new Subscribed(at(LOGGED), 1, at(6));
        subscribes("ack:auto");
        hears("message-id:" + ROOM + "-8\n");

        say("UNSUBSCRIBE\nid:s\nreceipt:gone\n\n\0");
        hears("receipt-id:gone");

        assertThat(moved).endsWith(at(8));
    }

    @Test
    void anAckWhoseMarkerCannotBeStoredIsRefusedAndStoredWithTheNext() {
        answer = new Subscribed(at(LOGGED), 1, at(0));
        subscribes("ack:client");
        hears("message-id:" + ROOM + "-2\n");
        away = true;

        say("ACK\nid:" + ROOM + "-1/s\nreceipt:r\n\n\0");
        hears("code:unavailable");
        away = false;
        acknowledges("ACK", 2);

        assertThat(moved).endsWith(at(2));
    }

    @Test
    void aNameIsNotEmpty() {
        say("SUBSCRIBE\nid:s\ndestination:/subscribe/chat/room/x\ndurable-name:\nreceipt:r\n\n\0");

        hears("code:bad-request");
        assertThat(asked).isEmpty();
    }
}
