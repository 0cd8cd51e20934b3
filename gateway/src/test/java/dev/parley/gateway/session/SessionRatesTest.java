package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of a gateway at one session. Rates refill by the real clock, so they are slow ones here. */
class SessionRatesTest {
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:x\n\n\0";
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1");
    private static final Rate OFF = new Rate(0, 1);
    private static final SessionOptions OPTIONS = new SessionOptions(
            new DecoderLimits(4, 100, 50),
            2,
            2,
            new TransactionLimits(2, 3, 1000),
            1000,
            100_000,
            Duration.ofSeconds(1),
            HeartBeat.NONE,
            1 << 20,
            Duration.ofSeconds(8));

    private final Wheel wheel = new Wheel();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeConnection connection = new FakeConnection();
    private final List<Command> handled = new ArrayList<>();
    private Limits limits = limits(new Rate(1, 3), OFF, 10, 10);
    private Sessions sessions = sessions();
    private Session session = sessions.accept(connection, Door.TCP, HOME);

    @BeforeEach
    void connect() {
        say(CONNECT);
    }

    @Test
    void aSendOverTheRateIsRefusedAndHasNoEffectAndTheConnectionStaysWithWhoListens() {
        listenForRefusals();

        say(send().repeat(50));

        assertThat(handled.size()).isBetween(3, 20);
        assertThat(connection.lastWritten())
                .startsWith("MESSAGE\nsubscription:e\n")
                .contains("code:rate-limited\n", "retry-after:", "receipt-id:r\n");
        assertThat(connection.closedFor()).isNull();
        assertThat(handled.size() + exceeded(Limit.SENDS)).isEqualTo(50);
    }

    @Test
    void aSendThatTheRatesRefuseHasNoReceiptAndTheOthersHaveTheirs() {
        listenForRefusals();

        for (int number = 0; number < 20; number++) {
            say("SEND\ndestination:/d\nreceipt:r" + number + "\n\nhi\0");
        }

        List<String> receipts = frames("RECEIPT\n");
        List<String> refusals = frames("MESSAGE\n");
        assertThat(receipts).hasSize(handled.size());
        assertThat(receipts.size() + refusals.size()).isEqualTo(20);
        assertThat(refusals).isNotEmpty().allMatch(refusal -> refusal.contains("code:rate-limited\n"));
        for (int number = 0; number < 20; number++) {
            String receipt = "receipt-id:r" + number + "\n";
            assertThat(connection.written())
                    .filteredOn(frame -> frame.contains(receipt))
                    .hasSize(1);
        }
    }

    private List<String> frames(String command) {
        return connection.written().stream()
                .filter(frame -> frame.startsWith(command))
                .toList();
    }

    @Test
    void aSendThatTheRatesRefuseEndsItsTransaction() {
        listenForRefusals();
        session.transactions().begin("t");

        say(send().replace("\nreceipt", "\ntransaction:t\nreceipt").repeat(50));

        assertThatThrownBy(() -> session.transactions().requireOpen("t")).isInstanceOf(Refusal.class);
    }

    @Test
    void aSendOverTheRateEndsTheConnectionOfWhoDoesNotListen() {
        say(send().repeat(50));

        assertThat(connection.lastWritten()).startsWith("ERROR\n").contains("code:rate-limited\n", "retry-after:");
        assertThat(connection.closedFor()).isEqualTo(CloseReason.POLICY);
    }

    @Test
    void otherFramesAreNotCountedAsSends() {
        say("UNSUBSCRIBE\nid:x\n\n\0".repeat(50));

        assertThat(handled).hasSize(50);
    }

    @Test
    void whoSendsTooManyOtherFramesIsReadLaterAndNotRefused() {
        begin(limits(OFF, new Rate(100, 10), 10, 10));

        say("UNSUBSCRIBE\nid:x\n\n\0".repeat(200));

        assertThat(handled).hasSize(200);
        assertThat(connection.isPaused()).isTrue();
        assertThat(connection.closedFor()).isNull();
        turn(Duration.ofMillis(1500));
        assertThat(connection.isPaused()).isTrue();
        turn(Duration.ofSeconds(2));
        assertThat(connection.isPaused()).isFalse();
        assertThat(exceeded(Limit.FRAMES)).isEqualTo(1);
    }

    @Test
    void whoGoesOnSendingWhatIsRefusedIsReadLaterToo() {
        begin(limits(new Rate(1, 1), new Rate(100, 10), 10, 10));
        listenForRefusals();

        say(send().repeat(300));

        assertThat(connection.isPaused()).isTrue();
    }

    @Test
    void everyLimitThatIsMetIsCounted() {
        begin(limits(OFF, OFF, 10, 10));
        say("SEND\na:1\nb:1\nc:1\nd:1\ne:1\n\n\0");
        begin(limits);
        say("SEND\na:" + "1".repeat(200) + "\n\n\0");
        begin(limits);
        say("SEND\ndestination:/d\n\n" + "1".repeat(51) + "\0");
        begin(limits);
        say("SEND\ndestination:/too-long\n\nx\0");
        begin(limits);
        say("SUBSCRIBE\nid:1\ndestination:/too-many\n\n\0");

        assertThat(exceeded(Limit.HEADERS)).isEqualTo(1);
        assertThat(exceeded(Limit.HEADER_LINE)).isEqualTo(1);
        assertThat(exceeded(Limit.BODY)).isEqualTo(1);
        assertThat(exceeded(Limit.MESSAGE_TEXT)).isEqualTo(1);
        assertThat(exceeded(Limit.SUBSCRIPTIONS)).isEqualTo(1);
    }

    @Test
    void aConnectionThatDoesNotConnectIsCounted() {
        sessions.accept(new FakeConnection(), Door.TCP, HOME);

        turn(Duration.ofSeconds(2));

        assertThat(exceeded(Limit.CONNECT_TIME)).isEqualTo(1);
    }

    @Test
    void oneConnectionTooManyIsToldSoAndEnds() {
        begin(limits(OFF, OFF, 1, 10));
        FakeConnection second = new FakeConnection();

        Session refused = sessions.accept(second, Door.TCP, HOME);

        assertThat(second.lastWritten()).startsWith("ERROR\n").contains("code:unavailable\n", "retry-after:5000\n");
        assertThat(second.closedFor()).isEqualTo(CloseReason.TRY_LATER);
        refused.onClosed();
        session.onClosed();
        isEmpty();
    }

    @Test
    void aSessionIsNothingYetUntilItIsConnected() {
        begin(limits(OFF, OFF, 10, 1));
        Session waiting = sessions.accept(new FakeConnection(), Door.TCP, HOME);
        FakeConnection tooMany = new FakeConnection();
        Session refused = sessions.accept(tooMany, Door.TCP, HOME);

        assertThat(tooMany.lastWritten()).contains("code:unavailable\n");
        waiting.onBytes(Buffer.buffer(CONNECT));
        FakeConnection next = new FakeConnection();
        Session welcome = sessions.accept(next, Door.TCP, HOME);
        assertThat(next.written()).isEmpty();

        List.of(session, waiting, refused, welcome).forEach(Session::onClosed);
        isEmpty();
    }

    @Test
    void aPlaceIsGivenBackAlsoByATransportThatNeverSaysItIsGone() {
        say("NONSENSE\n\n\0");
        assertThat(limits.admission().connections()).isEqualTo(1);

        turn(Duration.ofSeconds(11));

        isEmpty();
        assertThat(sessions.size()).isZero();
    }

    private void isEmpty() {
        assertThat(limits.admission().connections()).isZero();
        assertThat(limits.admission().handshakes()).isZero();
    }

    private void begin(Limits others) {
        limits = others;
        sessions = sessions();
        session = sessions.accept(connection, Door.TCP, HOME);
        say(CONNECT);
        handled.clear();
    }

    private Sessions sessions() {
        ManualClock clock = new ManualClock(Instant.parse("2026-11-22T09:30:00Z"));
        Sessions made = new Sessions(
                OPTIONS,
                wheel,
                clock,
                new SessionMeters(registry),
                limits,
                new Interceptors(List.of(), registry),
                Backlog.unbounded());
        made.on(Command.CONNECT, (connecting, frame) -> {
            Actor alice = new Actor(new UserId("u-alice"), "alice", "Alice", Set.of("user"));
            connecting.open(Identity.without(alice), HeartBeat.NONE, Map.of("version", "1.2"));
            return Future.succeededFuture(Map.of());
        });
        for (Command command : List.of(Command.SEND, Command.SUBSCRIBE, Command.UNSUBSCRIBE)) {
            made.on(command, (open, frame) -> {
                if (frame.getHeader("destination") != null
                        && frame.getHeader("destination").startsWith("/too")) {
                    return Future.failedFuture(new Refusal(ErrorCode.TOO_LARGE, "too much"));
                }
                handled.add(frame.getCommand());
                return Future.succeededFuture(Map.of());
            });
        }
        return made;
    }

    private Limits limits(Rate sends, Rate frames, int connections, int handshakes) {
        return new Limits(
                new LimitOptions(
                        sends,
                        OFF,
                        OFF,
                        frames,
                        CallRates.unlimited(),
                        100,
                        connections,
                        connections,
                        handshakes,
                        OFF,
                        Duration.ofSeconds(1)),
                registry);
    }

    private void listenForRefusals() {
        session.subscriptions()
                .add(session.subscriber("e", true, "/user/queue/errors", AckMode.AUTO)
                        .with(Subscription.Flow.IDLE));
    }

    private static String send() {
        return "SEND\ndestination:/d\nreceipt:r\n\nhi\0";
    }

    private double exceeded(Limit limit) {
        return registry.get("parley.limit.exceeded")
                .tag("limit", limit.label())
                .counter()
                .count();
    }

    private void say(String bytes) {
        session.onBytes(Buffer.buffer(bytes));
    }

    private void turn(Duration time) {
        for (long ticks = time.toMillis() / Wheel.TICK.toMillis(); ticks > 0; ticks--) {
            wheel.turn();
        }
    }
}
