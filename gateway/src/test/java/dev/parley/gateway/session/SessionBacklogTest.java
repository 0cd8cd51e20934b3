package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.interceptor.Interceptors;
import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
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

/** What sessions put to the account of their loop's {@link Backlog}, and what becomes of them when it is too much. */
class SessionBacklogTest {
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1");
    private static final int TOTAL = 64_000;
    private static final int SHARE = TOTAL / 2 / 16;
    private static final SessionOptions OPTIONS = new SessionOptions(
            DecoderLimits.DEFAULTS,
            2,
            2,
            new TransactionLimits(1, 10, 100_000),
            10,
            100_000,
            Duration.ofSeconds(1),
            HeartBeat.NONE,
            1000,
            Duration.ofSeconds(60));

    private final Wheel wheel = new Wheel();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Backlog backlog = new Backlog(TOTAL);
    private final Sessions sessions = new Sessions(
                    OPTIONS,
                    wheel,
                    ManualClock.atNewYear(),
                    new SessionMeters(registry),
                    new Limits(LimitOptions.unlimited(), registry),
                    new Interceptors(List.of(), registry),
                    backlog)
            .on(Command.CONNECT, (session, frame) -> connect(session))
            .on(Command.BEGIN, (session, frame) -> {
                session.transactions().begin(frame.getHeader("transaction"));
                return Future.succeededFuture(Map.of());
            })
            .on(Command.SEND, SessionBacklogTest::send);
    private final FakeConnection connection = new FakeConnection();
    private final Session session = connected(connection);

    private Session connected(FakeConnection its) {
        Session made = sessions.accept(its, Door.TCP, HOME);
        say(made, "CONNECT\naccept-version:1.2\nhost:x\n\n\0");
        return made;
    }

    private static Future<Map<String, String>> connect(Session session) {
        Actor alice = new Actor(new UserId("u-alice"), "alice", "Alice", Set.of("user"));
        session.open(Identity.without(alice), HeartBeat.NONE, Map.of("version", "1.2"));
        return Future.succeededFuture(Map.of());
    }

    private static Future<Map<String, String>> send(Session session, Frame frame) {
        if (frame.getHeader("transaction") != null) {
            session.transactions().keep(frame.getHeader("transaction"), frame);
            return Future.succeededFuture(Map.of());
        }
        return Promise.<Map<String, String>>promise().future();
    }

    private static void say(Session to, String bytes) {
        to.onBytes(Buffer.buffer(bytes));
    }

    private double exceeded() {
        return registry.get("parley.limit.exceeded")
                .tag("limit", Limit.BACKLOG.label())
                .counter()
                .count();
    }

    /** Lets the time pass that is between two looks at the backlog. */
    private void look() {
        wheel.turn();
        wheel.turn();
    }

    @Test
    void framesThatWaitCountUntilTheSessionIsOver() {
        say(session, "SEND\ndestination:/d\n\nbeing handled\0");
        long before = backlog.waiting();
        say(session, "SEND\ndestination:/d\n\n" + "x".repeat(500) + "\0");
        assertThat(backlog.waiting()).isGreaterThanOrEqualTo(before + 500);

        session.close(CloseReason.NORMAL);

        assertThat(backlog.waiting()).isZero();
    }

    @Test
    void whatIsUnfinishedCountsAFrameAndATransactionTogether() {
        say(session, "BEGIN\ntransaction:t\n\n\0SEND\ntransaction:t\n\n" + "x".repeat(300) + "\0");
        long kept = backlog.waiting();
        assertThat(kept).isGreaterThanOrEqualTo(300);

        say(session, "SEND\ndestination:/d\n\n" + "x".repeat(200));
        assertThat(backlog.waiting()).isGreaterThanOrEqualTo(kept + 200);

        session.onClosed();
        assertThat(backlog.waiting()).isZero();
    }

    @Test
    void whoHoardsWhatOnlyItCanFinishIsRefused() {
        say(session, "SEND\ndestination:/d\n\n" + "x".repeat(SHARE));

        assertThat(connection.lastWritten()).startsWith("ERROR\n").contains("code:unavailable", "retry-after:5000");
        assertThat(connection.closedFor()).isEqualTo(CloseReason.TRY_LATER);
        assertThat(exceeded()).isEqualTo(1);
    }

    @Test
    void beyondTheTotalWhoIsBehindIsCutOffAndWhoHasCaughtUpIsNot() {
        FakeConnection quick = new FakeConnection();
        Session other = connected(quick);
        quick.stall();
        other.outbox().send(Buffer.buffer("x".repeat(2000)));
        quick.takeAll();
        connection.stall();
        session.outbox().send(Buffer.buffer("x".repeat(TOTAL)));

        look();

        assertThat(connection.isAborted()).isTrue();
        assertThat(quick.isAborted()).isFalse();
        assertThat(exceeded()).isEqualTo(1);
        assertThat(backlog.waiting()).isZero();
    }

    @Test
    void theGaugeFollowsWhatWaits() {
        connection.stall();
        session.outbox().send(Buffer.buffer("x".repeat(3000)));
        look();
        double stalled = registry.get("parley.backlog.bytes").gauge().value();
        connection.takeAll();
        look();

        assertThat(stalled).isEqualTo(3000 + Outbox.WRITE_BYTES);
        assertThat(registry.get("parley.backlog.bytes").gauge().value()).isZero();
    }
}
