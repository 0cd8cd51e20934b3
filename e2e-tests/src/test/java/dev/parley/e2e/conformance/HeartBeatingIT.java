package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AtEachDoor
@DisplayName("STOMP 1.2, \"Heart-beating\"")
class HeartBeatingIT {
    private static final Duration LONG = Duration.ofMillis(4 * Server.HEART_BEAT_MILLIS);
    private static final Duration SHORT = Duration.ofMillis(Server.HEART_BEAT_MILLIS);

    @RegisterExtension
    final Clients clients;

    HeartBeatingIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void connectedSaysWhatTheServerCanDoAndWants() {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2", "heart-beat:1000,1000"));

        assertThat(client.next("CONNECTED").headers("heart-beat"))
                .containsExactly(Server.HEART_BEAT_MILLIS + "," + Server.HEART_BEAT_MILLIS);
    }

    @Test
    void noHeaderIsTheSameAsZeroAndZeroWhichIsNoHeartBeatsEitherWay() {
        Client unsaid = clients.connected();
        Client zero = clients.connected("heart-beat:0,0");

        unsaid.silentFor(LONG);
        zero.silentFor(SHORT);

        unsaid.isAlive();
        zero.isAlive();
    }

    @Test
    void aClientThatOnlyWantsHeartBeatsGetsThemAndMayBeSilent() throws InterruptedException {
        Client client = clients.connected("heart-beat:0," + Server.HEART_BEAT_MILLIS);

        client.nextHeartBeats(3);

        client.isAlive();
    }

    @Test
    void heartBeatsGoOnAfterFrames() throws InterruptedException {
        Client client = clients.connected("heart-beat:0," + Server.HEART_BEAT_MILLIS);

        client.nextHeartBeats(1);
        client.isAlive();

        client.nextHeartBeats(2);
    }

    @Test
    void aClientThatOnlySendsHeartBeatsGetsNone() {
        Client client = clients.connected("heart-beat:3600000,0");

        client.silentFor(LONG);

        client.isAlive();
    }

    @Test
    void aClientThatBreaksItsPromiseIsCutOff() {
        Client client = clients.connected("heart-beat:" + Server.HEART_BEAT_MILLIS + ",0");

        // an ERROR first is allowed
        assertThat(client.endsWithin(Duration.ofSeconds(30))).isSubsetOf("ERROR");
    }

    @Test
    void anEndOfLineKeepsAClientAliveAndSoDoesAFrame() {
        Client lines = clients.connected("heart-beat:800,0");
        Client frames = clients.connected("heart-beat:800,0");

        // more than twice what was agreed, in steps of a quarter of it
        for (int i = 0; i < 9; i++) {
            lines.write(i % 2 == 0 ? "\n" : "\r\n");
            frames.write(subscribe("s" + i, "/user/queue/notifications"));
            lines.silentFor(SHORT);
            frames.silentFor(SHORT);
        }

        lines.isAlive();
        frames.isAlive();
    }

    @Test
    void aPromiseOfALongTimeIsNoFault() {
        Client client = clients.connected("heart-beat:2147483647,2147483647");

        client.isAlive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1000",
                "1000,",
                ",1000",
                "1000,1000,1000",
                "-1,0",
                "0,-1",
                "a,b",
                "1.5,0",
                "+1,0",
                "1000;1000",
                "99999999999999999999,0"
            })
    void whatIsNotTwoNumbersIsFatal(String heartBeat) {
        Client client = clients.open();

        client.write(frame("CONNECT", "accept-version:1.2", "heart-beat:" + heartBeat));

        client.refusedAs("bad-request");
    }
}
