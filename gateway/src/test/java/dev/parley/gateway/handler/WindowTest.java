package dev.parley.gateway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.ReadLog;
import dev.parley.contracts.chat.RoomAdvanced;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Subscribed;
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
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room's log on its way to a client that acknowledges: three messages at a time. */
class WindowTest {
    private static final NodeId GATEWAY = new NodeId("g1", "a");
    private static final Epoch EPOCH = new Epoch("e1");
    private static final int LOGGED = 8;
    private static final FeedOptions FEED = new FeedOptions(2, 10, 3, 2, 65_536, Duration.ofSeconds(1));

    private final TestEdge edge = new TestEdge(1);
    private final Interest interest = new Interest(edge.backbone(), edge.home(), edge.bus(), GATEWAY, FEED);
    private final PresenceReporter reporter =
            new PresenceReporter(edge.backbone(), edge.home(), edge.bus(), GATEWAY, 1000);
    private final PresenceWatch watch = new PresenceWatch(reporter);
    private final Client client = edge.make(() -> new Client(StompVersion.V1_2).listening());

    @BeforeEach
    void serve() {
        edge.serve(
                Addresses.chatShard(0),
                new CommandTable()
                        .on(SubscribeRoom.class, ask -> Future.succeededFuture(new Subscribed(head(), 1)))
                        .on(ReadLog.class, ask -> Future.succeededFuture(page(ask))));
        edge.serve(Addresses.gateway(GATEWAY), interest.hear(new CommandTable()));
        SubscribeHandler subscribe = edge.make(() -> new SubscribeHandler(
                new Destinations("/publish", "/subscribe"),
                new RoomFeeds(edge.edgeBus(), interest, new Wheel(), FEED),
                new Markers(edge.edgeBus(), room -> 0, new Wheel(), new MarkerOptions(Duration.ofSeconds(1), 1000)),
                new PresenceFeeds(edge.edgeBus(), watch, room -> 0),
                reporter,
                new NoBroker(),
                new SessionMeters(new SimpleMeterRegistry())));
        TransactionHandler acks = new TransactionHandler(Map.of(Command.ACK, new AckHandler()), edge.edgeBus());
        client.sessions().on(Command.SUBSCRIBE, subscribe).on(Command.ACK, acks::member);
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private static Position head() {
        return new Position(EPOCH, LOGGED);
    }

    private static LoggedEvent event(long sequence) {
        return new LoggedEvent(sequence, EventType.CHAT, null, EventBody.of("{}"));
    }

    private static HistoryPage page(ReadLog ask) {
        List<LoggedEvent> events = LongStream.rangeClosed(ask.after() + 1, LOGGED)
                .limit(ask.limit())
                .mapToObj(WindowTest::event)
                .toList();
        return new HistoryPage(events, head(), false);
    }

    private void say(String frame) {
        edge.run(() -> client.say(frame));
    }

    /** The values of the header {@code ack} that came, SYNC's apart. */
    private List<String> acks() {
        return edge.make(client::heard).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("ack:") && !line.contains("sync"))
                .map(line -> line.substring("ack:".length()))
                .toList();
    }

    private void hears(long upTo) {
        List<String> expected = LongStream.rangeClosed(1, upTo)
                .mapToObj(sequence -> "x-" + sequence + "/s")
                .toList();
        Eventually.within(TestEdge.SOON, () -> assertThat(acks()).isEqualTo(expected));
    }

    @Test
    void theLogWaitsForAnAckAndGoesOnWhereItStood() {
        say("SUBSCRIBE\nid:s\ndestination:/subscribe/chat/room/x\nack:client\nresume-seq:0\n\n\0");
        hears(2);
        edge.bus().tell(Addresses.gateway(GATEWAY), new RoomAdvanced(new RoomId("x"), EPOCH, List.of(event(9))));

        say("ACK\nid:x-1/s\n\n\0");
        hears(4);
        say("ACK\nid:x-4/s\n\n\0");
        hears(7);
        say("ACK\nid:x-6/s\n\n\0");
        hears(9);
        assertThat(edge.make(client::isClosed)).isFalse();
    }

    @Test
    void oneByOneEachAckMakesRoomForOne() {
        say("SUBSCRIBE\nid:s\ndestination:/subscribe/chat/room/x\nack:client-individual\nhistory:8\n\n\0");
        hears(2);

        say("ACK\nid:x-2/s\n\n\0");
        hears(3);
        say("ACK\nid:x-1/s\n\n\0");
        hears(4);
    }
}
