package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.FrameDecoder;
import dev.parley.gateway.stomp.FrameError;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.gateway.stomp.StompVersion;
import dev.parley.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What hangs on a session, and that it is let go and counted: gaps that mutation testing showed. */
class SessionAccountsTest {
    private static final UserId ALICE = new UserId("u-alice");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Wheel wheel = new Wheel();
    private final Sessions sessions = new Sessions(
            new SessionOptions(
                    DecoderLimits.DEFAULTS,
                    3,
                    2,
                    new TransactionLimits(2, 3, 1000),
                    4,
                    100_000,
                    Duration.ofSeconds(1),
                    new HeartBeat(2_000, 2_000),
                    1000,
                    Duration.ofSeconds(8)),
            wheel,
            new ManualClock(Instant.parse("2026-11-22T09:30:00Z")),
            new SessionMeters(registry));
    private final FakeConnection connection = new FakeConnection();
    private final Session session = sessions.accept(connection);
    private final List<String> happened = new ArrayList<>();
    private final List<Promise<Map<String, String>>> undecided = new ArrayList<>();

    @BeforeEach
    void frames() {
        Identity alice = new Identity(
                new Actor(ALICE, "alice", "Alice", Set.of("user")), Optional.of("login-1"), Optional.empty());
        sessions.on(Command.CONNECT, (connecting, frame) -> {
            connecting.open(alice, new HeartBeat(2_000, 2_000), Map.of());
            return Future.succeededFuture(Map.of());
        });
        sessions.on(Command.SEND, (open, frame) -> {
            happened.add(frame.getBodyAsString());
            Promise<Map<String, String>> decision = Promise.promise();
            undecided.add(decision);
            return decision.future();
        });
    }

    @Test
    void subscriptionsEndWithTheTransport() {
        connect("1.2");
        subscribe();

        session.onClosed();

        assertThat(happened).containsExactly("end");
    }

    @Test
    void subscriptionsEndAtACloseBeforeTheTransportDoes() {
        connect("1.2");
        subscribe();

        session.close(CloseReason.NORMAL);

        assertThat(happened).containsExactly("end");
    }

    @Test
    void subscriptionsAreToldWhenTheOutboxHasRoomAgain() {
        connect("1.2");
        subscribe();
        connection.stall();
        session.outbox().send(Buffer.buffer("x".repeat(1000)));

        connection.takeAll();

        assertThat(happened).containsExactly("room");
    }

    @Test
    void aConnectionThatWasNotReadIsReadForThePeersOwnClose() {
        connect("1.2");
        say(send("a").repeat(6));
        assertThat(connection.isPaused()).isTrue();

        session.close(CloseReason.NORMAL);

        assertThat(connection.isPaused()).isFalse();
    }

    @Test
    void theTransportIsReadAgainWhenHalfOfTheFramesAreDone() {
        connect("1.2");
        say(send("a").repeat(6));

        undecided.get(0).complete(Map.of());
        undecided.get(1).complete(Map.of());
        undecided.get(2).complete(Map.of());
        assertThat(connection.isPaused()).isTrue();

        undecided.get(3).complete(Map.of());
        assertThat(connection.isPaused()).isFalse();
    }

    @Test
    void noHeartBeatFollowsAClose() {
        connect("1.2");
        session.close(CloseReason.NORMAL);
        int before = connection.written().size();

        turn(100);

        assertThat(connection.written()).hasSize(before);
    }

    @Test
    void aRevocationEndsThoseOfAUserWhoAreLeft() {
        connect("1.2");
        FakeConnection other = new FakeConnection();
        Session second = sessions.accept(other);
        second.onBytes(Buffer.buffer("CONNECT\naccept-version:1.2\n\n\0"));
        assertThat(sessions.size()).isEqualTo(2);

        session.close(CloseReason.NORMAL);
        sessions.revoke(new LoginRevoked(ALICE, null, null));
        assertThat(other.lastWritten()).contains("code:revoked\n");

        sessions.revoke(new LoginRevoked(ALICE, null, null));
        assertThat(other.written()).hasSize(2);
    }

    @Test
    void theVersionIsTheOldestThenTheNegotiatedOneOnBothWays() {
        assertThat(session.version()).isEqualTo(StompVersion.V1_0);
        assertThat(session.isIdentified()).isFalse();
        assertThatIllegalStateException().isThrownBy(session::identity);

        connect("1.0");
        say("SEND\nreceipt:a:\\t\n\nhi\0");
        undecided.get(0).complete(Map.of());

        assertThat(session.isIdentified()).isTrue();
        assertThat(session.version()).isEqualTo(StompVersion.V1_0);
        assertThat(connection.lastWritten()).contains("receipt-id:a:\\t\n");
    }

    @Test
    void theNegotiatedVersionHoldsWhileTheClientIsBeingBelieved() {
        sessions.on(
                Command.CONNECT,
                (connecting, frame) -> Promise.<Map<String, String>>promise().future());

        connect("1.1");

        assertThat(session.version()).isEqualTo(StompVersion.V1_1);
    }

    @Test
    void aFrameErrorOfAHandlerIsTheEndAlsoForWhoListensForRefusals() {
        FrameError malformed = catchThrowableOfType(
                FrameError.class,
                () -> new FrameDecoder(DecoderLimits.DEFAULTS).decode(Buffer.buffer("X\n"), session.intake()));
        sessions.on(Command.ACK, (open, frame) -> Future.failedFuture(malformed));
        connect("1.2");
        session.subscriptions()
                .add(session.subscriber("e", true, Refusals.DESTINATION, AckMode.AUTO)
                        .with(Subscription.Flow.IDLE));

        say("ACK\n\n\0");

        assertThat(connection.lastWritten()).startsWith("ERROR\n");
        assertThat(connection.closedFor()).isEqualTo(CloseReason.PROTOCOL);
    }

    @Test
    void aCommandThatNobodyServesIsRefused() {
        connect("1.2");

        say("NACK\nid:1\n\n\0");

        assertThat(connection.lastWritten()).startsWith("ERROR\n").contains("message:this command is not served\n");
    }

    @Test
    void framesRefusalsAndEndsAreCounted() {
        connect("1.2");
        say(send("a"));
        undecided.get(0).fail(new Refusal(ErrorCode.FORBIDDEN, "no"));
        session.onClosed();

        assertThat(counted("parley.frames.in", "command", "SEND")).isEqualTo(1);
        assertThat(counted("parley.frames.refused", "code", "forbidden")).isEqualTo(1);
        assertThat(counted("parley.connections.failed", "code", "forbidden")).isEqualTo(1);
    }

    @Test
    void connectionsAreGaugedByTheirDoorUntilTheyAreOver() {
        Session other = sessions.accept(new FakeConnection(), Door.WS, ClientAddress.UNKNOWN);
        assertThat(gauged("ws")).isEqualTo(1);
        assertThat(gauged("tcp")).isZero();

        other.close(CloseReason.NORMAL);
        assertThat(gauged("ws")).isEqualTo(1);

        other.onClosed();
        assertThat(gauged("ws")).isZero();
    }

    private double gauged(String door) {
        return registry.get("parley.connections").tag("door", door).gauge().value();
    }

    private double counted(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).counter().count();
    }

    private void connect(String version) {
        say("CONNECT\naccept-version:" + version + "\n\n\0");
    }

    private void say(String bytes) {
        session.onBytes(Buffer.buffer(bytes));
    }

    private static String send(String body) {
        return "SEND\ndestination:/d\n\n" + body + "\0";
    }

    private void turn(int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            wheel.turn();
        }
    }

    private void subscribe() {
        session.subscriptions()
                .add(session.subscriber("s", true, "/x", AckMode.AUTO).with(new Subscription.Flow() {
                    @Override
                    public void onRoom() {
                        happened.add("room");
                    }

                    @Override
                    public void end() {
                        happened.add("end");
                    }
                }));
    }
}
