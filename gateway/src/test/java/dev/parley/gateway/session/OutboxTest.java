package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Wheel wheel = new Wheel();
    private final FakeConnection connection = new FakeConnection();
    private final List<String> told = new ArrayList<>();
    private final Outbox outbox = new Outbox(connection, wheel, 10, () -> told.add("room"));

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
}
