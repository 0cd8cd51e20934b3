package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Wheel wheel = new Wheel();
    private final Backlog backlog = Backlog.unbounded();
    private final FakeConnection connection = new FakeConnection();
    private final List<String> told = new ArrayList<>();
    private final Outbox outbox = new Outbox(connection, wheel, 10, backlog, () -> told.add("room"));

    @Test
    void bytesCountUntilTheTransportHasTakenThem() {
        connection.stall();
        outbox.send(Buffer.buffer("abc"));
        outbox.send(Buffer.buffer("de"));
        assertThat(outbox.outstanding()).isEqualTo(5);

        connection.takeAll();
        assertThat(outbox.outstanding()).isZero();
    }

    @Test
    void itHasRoomUpToItsLimitAndSaysOnceWhenItIsBackToHalf() {
        connection.stall();
        outbox.send(Buffer.buffer("123456789"));
        assertThat(outbox.hasRoom()).isTrue();

        outbox.send(Buffer.buffer("0"));
        assertThat(outbox.hasRoom()).isFalse();
        assertThat(told).isEmpty();

        connection.takeAll();
        assertThat(outbox.hasRoom()).isTrue();
        assertThat(told).containsExactly("room");
    }

    @Test
    void itSaysSoAtExactlyHalf() {
        connection.stall();
        outbox.send(Buffer.buffer("12345"));
        outbox.send(Buffer.buffer("12345"));

        connection.takeOne();

        assertThat(told).containsExactly("room");
    }

    @Test
    void itSaysNothingAboveHalf() {
        connection.stall();
        outbox.send(Buffer.buffer("1234"));
        outbox.send(Buffer.buffer("123456"));

        connection.takeOne();

        assertThat(outbox.hasRoom()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void itIsFullForAsLongAsNobodyTakes() {
        connection.stall();
        outbox.send(Buffer.buffer("0123456789"));
        turn(3);
        outbox.send(Buffer.buffer("more"));
        turn(2);
        assertThat(outbox.fullFor()).isEqualTo(Wheel.TICK.multipliedBy(5));
        assertThat(outbox.sinceLastWrite()).isEqualTo(Wheel.TICK.multipliedBy(2));

        connection.takeAll();
        assertThat(outbox.fullFor()).isEqualTo(Duration.ZERO);
    }

    private void turn(int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            wheel.turn();
        }
    }

    @Test
    void whereManyWaitEachMayHaveLess() {
        Backlog shared = new Backlog(32_000);
        FakeConnection other = new FakeConnection();
        Outbox first = new Outbox(connection, wheel, 6_000, shared, () -> told.add("first"));
        Outbox second = new Outbox(other, wheel, 6_000, shared, () -> told.add("second"));
        connection.stall();
        other.stall();
        first.send(Buffer.buffer("x".repeat(8_000)));

        second.send(Buffer.buffer("x".repeat(1_000)));
        assertThat(second.hasRoom()).isTrue();
        second.send(Buffer.buffer("x".repeat(1_000)));
        assertThat(second.hasRoom()).isFalse();

        connection.takeAll();
        other.takeAll();
        assertThat(told).containsExactly("first", "second");
        assertThat(shared.waiting()).isZero();
    }

    @Test
    void whereNothingIsLeftOneMessageAtATimeGoes() {
        Backlog shared = new Backlog(1_000);
        FakeConnection stalled = new FakeConnection();
        stalled.stall();
        new Outbox(stalled, wheel, 10_000, shared, () -> {}).send(Buffer.buffer("x".repeat(2_000)));
        connection.stall();
        Outbox healthy = new Outbox(connection, wheel, 10_000, shared, () -> told.add("room"));

        assertThat(healthy.hasRoom()).isTrue();
        healthy.send(Buffer.buffer("a"));
        assertThat(healthy.hasRoom()).isFalse();
        connection.takeOne();
        assertThat(told).containsExactly("room");
    }

    @Test
    void theLongestBehindAreCutOffUntilTheRestKeepsToTheTotal() {
        Backlog shared = new Backlog(4_100);
        List<FakeConnection> connections = List.of(new FakeConnection(), new FakeConnection(), new FakeConnection());
        for (FakeConnection each : connections) {
            each.stall();
            new Outbox(each, wheel, 10_000, shared, () -> {}).send(Buffer.buffer("x".repeat(1_500)));
        }

        assertThat(shared.relieve()).isEqualTo(1);

        assertThat(connections).extracting(FakeConnection::isAborted).containsExactly(true, false, false);
        assertThat(shared.waiting()).isEqualTo(2 * (1_500 + Outbox.WRITE_BYTES));
        assertThat(shared.relieve()).isZero();
    }

    @Test
    void whatABrokenTransportDoesNotTakeIsGivenBackAndNobodyIsToldOfRoom() {
        Backlog shared = new Backlog(100_000);
        Outbox broken = new Outbox(connection, wheel, 10, shared, () -> told.add("room"));
        connection.stall();
        broken.send(Buffer.buffer("0123456789"));
        broken.send(Buffer.buffer("0123456789"));

        connection.breakDown();

        assertThat(shared.waiting()).isZero();
        assertThat(broken.hasRoom()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void whoeverEndsGivesBackAtOnceAndOnlyOnce() {
        Backlog shared = new Backlog(100_000);
        Outbox ending = new Outbox(connection, wheel, 10, shared, () -> {});
        connection.stall();
        ending.send(Buffer.buffer("0123456789"));

        ending.end();
        assertThat(shared.waiting()).isZero();

        connection.takeAll();
        assertThat(shared.waiting()).isZero();
    }
}
