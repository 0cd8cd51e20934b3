package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.interceptor.Interceptors;
import dev.parley.gateway.limits.CallRates;
import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Rate;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every limit of a session is counted when it is met, and no other with it. Those of the doors: {@code DoorLimitsIT};
 * of queues: {@code QueueStoreTest}; of REST: {@code CallQuotaTest}.
 */
class SessionLimitsTest {
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1");
    private static final Rate OFF = new Rate(0, 1);
    private static final Rate ONE = new Rate(1, 1);
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:x\n\n\0";
    private static final SessionOptions OPTIONS = new SessionOptions(
            new DecoderLimits(4, 100, 50),
            2,
            2,
            new TransactionLimits(1, 2, 100),
            4,
            150,
            Duration.ofSeconds(1),
            new HeartBeat(1_000, 1_000),
            1000,
            Duration.ofSeconds(8));

    private final Wheel wheel = new Wheel();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeConnection connection = new FakeConnection();

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"TLS_TIME", "QUEUE_.*", "WS_.*", "SOCKJS_.*", "HTTP_.*", ".*_CALLS", "REGISTRATIONS", "GUESTS"})
    void isCountedWhenItIsMet(Limit limit) {
        Sessions sessions = sessions(limit);
        Session session = sessions.accept(connection, Door.TCP, HOME);

        meet(limit, sessions, session);

        assertThat(exceeded(limit)).isGreaterThanOrEqualTo(1);
        for (Limit other : Limit.values()) {
            assertThat(exceeded(other)).as(other.label()).isEqualTo(other == limit ? exceeded(limit) : 0);
        }
    }

    @Test
    void isCountedAlsoWhereTheClientListensForRefusals() {
        Session session = sessions(Limit.MESSAGE_TEXT).accept(connection, Door.TCP, HOME);
        say(session, CONNECT);
        session.subscriptions()
                .add(session.subscriber("e", true, Refusals.DESTINATION, AckMode.AUTO)
                        .with(Subscription.Flow.IDLE));

        say(session, send("too long"));

        assertThat(connection.closedFor()).isNull();
        assertThat(exceeded(Limit.MESSAGE_TEXT)).isEqualTo(1);
    }

    private void meet(Limit limit, Sessions sessions, Session session) {
        switch (limit) {
            case CONNECT_TIME -> turn(Duration.ofSeconds(2));
            case CONNECTIONS, ADDRESS_CONNECTIONS, HANDSHAKES, CONNECTS ->
                sessions.accept(new FakeConnection(), Door.TCP, HOME);
            default -> {
                say(session, CONNECT);
                meet(limit, session);
            }
        }
    }

    private void meet(Limit limit, Session session) {
        switch (limit) {
            case BODY -> say(session, send("x".repeat(51)));
            case HEADERS -> say(session, "SEND\na:1\nb:1\nc:1\nd:1\ne:1\n\n\0");
            case HEADER_LINE -> say(session, "SEND\na:" + "1".repeat(200) + "\n\n\0");
            case MESSAGE_TEXT -> say(session, send("too long"));
            case SUBSCRIPTIONS -> say(session, "SUBSCRIBE\nid:1\ndestination:/one-too-many\n\n\0");
            case UNACKNOWLEDGED -> deliverTwo(session);
            case TRANSACTIONS -> say(session, begin("t") + begin("u"));
            case TRANSACTION_FRAMES -> say(session, begin("t") + inside("1") + inside("2") + inside("3"));
            case TRANSACTION_BYTES -> say(session, begin("t") + inside("x".repeat(45)) + inside("x".repeat(45)));
            case PENDING_FRAMES -> say(session, send("wait") + send("x").repeat(4));
            case PENDING_BYTES ->
                say(session, send("wait") + send("x".repeat(40)).repeat(3));
            case SLOW_CONSUMER -> {
                connection.stall();
                session.outbox().send(Buffer.buffer("x".repeat(1000)));
                turn(Duration.ofSeconds(11));
            }
            case BACKLOG -> say(session, "SEND\ndestination:/" + "x".repeat(80));
            case HEART_BEAT -> turn(Duration.ofSeconds(3));
            case SENDS, USER_SENDS, ADDRESS_SENDS -> say(session, send("x").repeat(20));
            case FRAMES -> say(session, "UNSUBSCRIBE\nid:x\n\n\0".repeat(20));
            default -> throw new AssertionError("nothing here meets " + limit);
        }
    }

    private static void deliverTwo(Session session) {
        Subscriber subscriber = session.subscriber("s", true, "/x", AckMode.CLIENT);
        subscriber.deliver("m-1", Map.of(), Buffer.buffer());
        subscriber.deliver("m-2", Map.of(), Buffer.buffer());
    }

    private Sessions sessions(Limit limit) {
        LimitOptions options = new LimitOptions(
                limit == Limit.SENDS ? ONE : OFF,
                limit == Limit.USER_SENDS ? ONE : OFF,
                limit == Limit.ADDRESS_SENDS ? ONE : OFF,
                limit == Limit.FRAMES ? ONE : OFF,
                CallRates.unlimited(),
                100,
                limit == Limit.CONNECTIONS ? 1 : 10,
                limit == Limit.ADDRESS_CONNECTIONS ? 1 : 10,
                limit == Limit.HANDSHAKES ? 1 : 10,
                limit == Limit.CONNECTS ? ONE : OFF,
                Duration.ofSeconds(1));
        Sessions sessions = new Sessions(
                OPTIONS,
                wheel,
                ManualClock.atNewYear(),
                new SessionMeters(registry),
                new Limits(options, registry),
                new Interceptors(List.of(), registry),
                limit == Limit.BACKLOG ? new Backlog(1600) : Backlog.unbounded());
        HeartBeat beats = limit == Limit.HEART_BEAT ? new HeartBeat(1_000, 1_000) : HeartBeat.NONE;
        return sessions.on(Command.CONNECT, (session, frame) -> connect(session, beats))
                .on(Command.UNSUBSCRIBE, (session, frame) -> Future.succeededFuture(Map.of()))
                .on(Command.SUBSCRIBE, (session, frame) -> tooLarge())
                .on(Command.BEGIN, (session, frame) -> {
                    session.transactions().begin(frame.getHeader("transaction"));
                    return Future.succeededFuture(Map.of());
                })
                .on(Command.SEND, SessionLimitsTest::send);
    }

    private static Future<Map<String, String>> connect(Session session, HeartBeat beats) {
        Actor alice = new Actor(new UserId("u-alice"), "alice", "Alice", Set.of("user"));
        session.open(Identity.without(alice), beats, Map.of("version", "1.2"));
        return Future.succeededFuture(Map.of());
    }

    private static Future<Map<String, String>> send(Session session, Frame frame) {
        if (frame.getHeader("transaction") != null) {
            session.transactions().keep(frame.getHeader("transaction"), frame);
        }
        return switch (frame.getBodyAsString()) {
            case "wait" -> Promise.<Map<String, String>>promise().future();
            case "too long" -> tooLarge();
            default -> Future.succeededFuture(Map.of());
        };
    }

    private static Future<Map<String, String>> tooLarge() {
        return Future.failedFuture(new Refusal(ErrorCode.TOO_LARGE, "too much"));
    }

    private double exceeded(Limit limit) {
        return registry.get("parley.limit.exceeded")
                .tag("limit", limit.label())
                .counter()
                .count();
    }

    private static String begin(String name) {
        return "BEGIN\ntransaction:" + name + "\n\n\0";
    }

    private static String inside(String body) {
        return "SEND\ntransaction:t\n\n" + body + "\0";
    }

    private static String send(String body) {
        return "SEND\ndestination:/d\n\n" + body + "\0";
    }

    private static void say(Session session, String bytes) {
        session.onBytes(Buffer.buffer(bytes));
    }

    private void turn(Duration time) {
        for (long ticks = time.dividedBy(Wheel.TICK); ticks > 0; ticks--) {
            wheel.turn();
        }
    }
}
