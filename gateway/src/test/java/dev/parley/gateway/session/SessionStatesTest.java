package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.identity.Identity;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks the chart of {@link Session}: what becomes of each state by each thing that may happen. */
class SessionStatesTest {
    private static final UserId ALICE = new UserId("u-alice");
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:x\n\n\0";
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final SessionOptions OPTIONS = new SessionOptions(
            DecoderLimits.DEFAULTS,
            3,
            2,
            new TransactionLimits(2, 3, 1000),
            100,
            100_000,
            CONNECT_WITHIN,
            new HeartBeat(1_000, 1_000),
            1 << 20,
            Duration.ofSeconds(60));

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T09:30:00Z"));
    private final Wheel wheel = new Wheel();
    private final FakeConnection connection = new FakeConnection();
    private final List<String> handled = new ArrayList<>();
    private final Promise<Map<String, String>> sent = Promise.promise();
    private final Promise<Identity> believed = Promise.promise();
    private final Sessions sessions = sessions();
    private final Session session = sessions.accept(connection);
    private Identity identity = alice(Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "AwaitingConnect, connect,     Connecting",
        "AwaitingConnect, frame,       Ending",
        "AwaitingConnect, nonsense,    Ending",
        "AwaitingConnect, silence,     Ending",
        "AwaitingConnect, server ends, Ending",
        "AwaitingConnect, client ends, Closed",
        "Connecting,      believed,    Connected",
        "Connecting,      disbelieved, Ending",
        "Connecting,      frame,       Connecting",
        "Connecting,      nonsense,    Connecting",
        "Connecting,      silence,     Ending",
        "Connecting,      server ends, Ending",
        "Connecting,      client ends, Finishing",
        "Connected,       frame,       Connected",
        "Connected,       connect,     Ending",
        "Connected,       nonsense,    Ending",
        "Connected,       silence,     Ending",
        "Connected,       disconnect,  Ending",
        "Connected,       refused,     Ending",
        "Connected,       server ends, Ending",
        "Connected,       client ends, Closed",
        "Working,         nonsense,    Connected",
        "Working,         client ends, Finishing",
        "Finishing,       done,        Closed",
        "Finishing,       failed,      Closed",
        "Finishing,       server ends, Closed",
        "Finishing,       client ends, Finishing",
        "Finishing,       silence,     Closed",
        "Ending,          frame,       Ending",
        "Ending,          nonsense,    Ending",
        "Ending,          server ends, Ending",
        "Ending,          client ends, Closed",
        "Ending,          silence,     Closed",
        "Closed,          frame,       Closed",
        "Closed,          server ends, Closed",
        "Closed,          client ends, Closed",
        "Closed,          silence,     Closed",
        "AwaitingConnect, gateway stops, Ending",
        "Connecting, gateway stops, Ending",
        "Connected, gateway stops, Ending",
        "Working, gateway stops, Leaving",
        "Leaving, gateway stops, Leaving",
        "Leaving, done, Ending",
        "Leaving, failed, Ending",
        "Leaving, frame, Leaving",
        "Leaving, server ends, Ending",
        "Leaving, client ends, Finishing",
        "Leaving, silence, Ending",
        "Finishing, gateway stops, Finishing",
        "Ending, gateway stops, Ending",
        "Closed, gateway stops, Closed",
    })
    void eachStateHasItsWayOut(String from, String event, String to) {
        bring(from);

        happen(event);

        assertThat(session.state().getClass().getSimpleName()).isEqualTo(to);
        boolean over = to.equals("Closed");
        assertThat(sessions.size()).isEqualTo(over ? 0 : 1);
        assertThat(session.isOpen()).isEqualTo(!over && !to.equals("Ending"));
    }

    @ParameterizedTest
    @CsvSource({"Connected,true", "Leaving,true", "Finishing,false", "Ending,false", "Closed,false"})
    void onlyWhoIsThereIsWrittenTo(String state, boolean written) {
        bring(state);

        assertThat(session.send(new Frame(Command.MESSAGE, Map.of("a", "b"), Buffer.buffer())))
                .isEqualTo(written);
        assertThat(connection.written()).hasSize(written ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource({"Connected", "Leaving", "Finishing"})
    void aNewTokenIsWhoTheSessionSpeaksFor(String state) {
        bring(state);
        Identity other = alice(Optional.of(clock.instant().plusSeconds(60)));

        session.identify(other);

        assertThat(session.identity()).isEqualTo(other);
    }

    /** What the client hears last, and whether its transport is asked to close, at each way to Ending. */
    @ParameterizedTest
    @CsvSource({
        "AwaitingConnect, frame,       PROTOCOL",
        "AwaitingConnect, silence,     PROTOCOL",
        "Connecting,      disbelieved, POLICY",
        "Connected,       nonsense,    PROTOCOL",
        "Connected,       refused,     POLICY",
    })
    void anErrorIsWrittenAndThenTheTransportCloses(String from, String event, CloseReason reason) {
        bring(from);

        happen(event);

        assertThat(connection.lastWritten()).startsWith("ERROR\n");
        assertThat(connection.closedFor()).isEqualTo(reason);
        happen("frame");
        happen("nonsense");
        session.fail(new Refusal(ErrorCode.INTERNAL, "late"), null);
        assertThat(connection.lastWritten()).startsWith("ERROR\n").doesNotContain("late");
        assertThat(connection.written())
                .filteredOn(frame -> frame.startsWith("ERROR"))
                .hasSize(1);
    }

    @Nested
    class WhenTheClientHasClosed {
        @Test
        void whatItSentBehindAConnectTakesEffectOnceThatIsBelieved() {
            say(CONNECT + send("one") + "SUBSCRIBE\nid:1\ndestination:/d\n\n\0" + send("two"));
            session.onClosed();
            assertThat(handled).isEmpty();

            happen("believed");

            assertThat(handled).containsExactly("one", "two");
            assertThat(connection.written()).isEmpty();
            assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
        }

        @Test
        void nothingTakesEffectBehindAConnectThatIsNot() {
            say(CONNECT + send("one"));
            session.onClosed();

            happen("disbelieved");

            assertThat(handled).isEmpty();
            assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
        }

        @Test
        void aRevocationReachesItAlsoWhereItIsBelievedOnlyThen() {
            say(CONNECT + send("wait") + send("late"));
            session.onClosed();
            happen("believed");

            sessions.revoke(new LoginRevoked(ALICE, null, null));
            sent.complete(Map.of());

            assertThat(handled).containsExactly("wait");
        }

        @Test
        void noFeedHasRoomToWriteToIt() {
            bring("Finishing");

            assertThat(session.outbox().hasRoom()).isFalse();
        }

        @Test
        void aTokenThatIsSwappedCountsForWhatFollows() {
            identity = alice(Optional.of(clock.instant().plusSeconds(3)));
            bring("Connected");
            say(send("wait") + send("late"));
            session.onClosed();

            session.identify(alice(Optional.of(clock.instant().plusSeconds(60))));
            turn(Duration.ofSeconds(4));
            sent.complete(Map.of());

            assertThat(handled).containsExactly("wait", "late");
        }

        @Test
        void nothingTakesEffectOnceTheTokenHasExpired() {
            identity = alice(Optional.of(clock.instant().plusSeconds(3)));
            bring("Connected");
            say(send("wait") + send("late"));
            session.onClosed();

            turn(Duration.ofSeconds(4));
            sent.complete(Map.of());

            assertThat(handled).containsExactly("wait");
        }

        @Test
        void nothingTakesEffectOnceItsLoginIsRevoked() {
            bring("Connected");
            say(send("wait") + send("late"));
            session.onClosed();

            sessions.revoke(new LoginRevoked(ALICE, null, null));
            sent.complete(Map.of());

            assertThat(handled).containsExactly("wait");
            assertThat(connection.written()).hasSize(1);
        }

        @Test
        void aRefusalThatItListensForIsNotTheEndAndIsToldToNobody() {
            bring("Connected");
            session.subscriptions()
                    .add(session.subscriber("e", true, Refusals.DESTINATION, AckMode.AUTO)
                            .with(Subscription.Flow.IDLE));
            say(send("wait") + send("refuse") + send("next"));
            session.onClosed();

            sent.complete(Map.of());

            assertThat(handled).containsExactly("wait", "refuse", "next");
            assertThat(connection.written()).hasSize(1);
        }

        @Test
        void noHeartBeatIsSentToNobody() {
            bring("Finishing");

            turn(Duration.ofSeconds(3));

            assertThat(connection.written()).hasSize(1);
        }

        @Test
        void itsSubscriptionsEndWhenAllIsDone() {
            List<String> ended = new ArrayList<>();
            bring("Working");
            session.onEnd(() -> ended.add("end"));
            session.onClosed();
            assertThat(ended).isEmpty();

            sent.complete(Map.of());

            assertThat(ended).containsExactly("end");
        }
    }

    @Nested
    class WhenTheServerHasEndedIt {
        @Test
        void whatWasReceivedBeforeIsDropped() {
            bring("Connected");
            say(send("wait") + send("late"));

            session.close(CloseReason.GOING_AWAY);
            sent.complete(Map.of("seq", "1"));

            assertThat(handled).containsExactly("wait");
            assertThat(connection.written()).hasSize(1);
        }

        @Test
        void aTokenThatIsBelievedTooLateOpensNothing() {
            bring("Ending");

            session.identify(alice(Optional.empty()));
            session.open(alice(Optional.empty()), HeartBeat.NONE, Map.of());

            assertThat(session.state()).isInstanceOf(SessionState.Ending.class);
            assertThat(session.isIdentified()).isFalse();
            assertThat(connection.written()).hasSize(1);
        }

        @Test
        void aConnectThatIsBelievedTooLateOpensNothing() {
            bring("Connecting");
            session.close(CloseReason.GOING_AWAY);

            happen("believed");

            assertThat(connection.written()).isEmpty();
            assertThat(session.isOpen()).isFalse();
        }

        @Test
        void whatIsToHappenAtItsEndHappensAtOnce() {
            List<String> ended = new ArrayList<>();
            bring("Ending");

            session.onEnd(() -> ended.add("end"));

            assertThat(ended).containsExactly("end");
        }
    }

    private void bring(String state) {
        switch (state) {
            case "AwaitingConnect" -> {}
            case "Connecting" -> say(CONNECT);
            case "Connected" -> {
                say(CONNECT);
                happen("believed");
            }
            case "Working" -> {
                bring("Connected");
                say(send("wait"));
            }
            case "Leaving" -> {
                bring("Working");
                session.leave();
            }
            case "Finishing" -> {
                bring("Working");
                session.onClosed();
            }
            case "Ending" -> {
                bring("Connected");
                session.close(CloseReason.NORMAL);
            }
            case "Closed" -> {
                bring("Ending");
                session.onClosed();
            }
            default -> throw new IllegalArgumentException(state);
        }
    }

    private void happen(String event) {
        switch (event) {
            case "connect" -> say(CONNECT);
            case "believed" -> believed.complete(identity);
            case "disbelieved" -> believed.fail(new Refusal(ErrorCode.UNAUTHENTICATED, "no"));
            case "frame" -> say(send("x"));
            case "refused" -> say(send("refuse"));
            case "disconnect" -> say("DISCONNECT\n\n\0");
            case "nonsense" -> say("NONSENSE\n\n\0");
            case "done" -> sent.complete(Map.of());
            case "failed" -> sent.fail(new Refusal(ErrorCode.FORBIDDEN, "no"));
            case "silence" -> turn(Duration.ofSeconds(11));
            case "server ends" -> session.close(CloseReason.GOING_AWAY);
            case "gateway stops" -> session.leave();
            case "client ends" -> session.onClosed();
            default -> throw new IllegalArgumentException(event);
        }
    }

    private Sessions sessions() {
        Sessions made = new Sessions(OPTIONS, wheel, clock, new SessionMeters(new SimpleMeterRegistry()));
        made.on(Command.CONNECT, (connecting, frame) -> {
            if (connecting.isIdentified()) {
                return Future.failedFuture(new Refusal(ErrorCode.BAD_REQUEST, "again"));
            }
            return believed.future().map(who -> {
                connecting.open(who, new HeartBeat(1_000, 1_000), Map.of());
                return Map.of();
            });
        });
        made.on(Command.DISCONNECT, (open, frame) -> Future.succeededFuture(Map.of()));
        made.on(Command.SUBSCRIBE, (open, frame) -> Future.failedFuture(new AssertionError("nobody listens")));
        made.on(Command.SEND, (open, frame) -> {
            handled.add(frame.getBodyAsString());
            return switch (frame.getBodyAsString()) {
                case "wait" -> sent.future();
                case "refuse" -> Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "no"));
                default -> Future.succeededFuture(Map.of());
            };
        });
        return made;
    }

    private void say(String bytes) {
        session.onBytes(Buffer.buffer(bytes));
    }

    private static String send(String body) {
        return "SEND\ndestination:/d\nreceipt:r\n\n" + body + "\0";
    }

    private void turn(Duration time) {
        for (long ticks = time.dividedBy(Wheel.TICK); ticks > 0; ticks--) {
            clock.advance(Wheel.TICK);
            wheel.turn();
        }
    }

    private static Identity alice(Optional<Instant> expires) {
        return new Identity(new Actor(ALICE, "alice", "Alice", Set.of("user")), Optional.empty(), expires);
    }
}
