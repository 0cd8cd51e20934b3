package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.platform.config.Settings;
import dev.parley.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
    private final Refusal refusal = new Refusal(ErrorCode.FORBIDDEN, "no");

    @Test
    void anErrorWithoutACauseHasNothingOfAFrame() {
        Frame error = Refusals.error(refusal, null, "1.2");

        assertThat(error.getCommand()).isEqualTo(Command.ERROR);
        assertThat(error.getHeaders())
                .isEqualTo(Map.of(
                        "version", "1.2", "content-type", "application/json", "code", "forbidden", "message", "no"));
        assertThat(body(error))
                .isEqualTo(new JsonObject().put("code", "forbidden").put("detail", "no"));
    }

    @Test
    void anErrorNamesTheReceiptAndTheDestinationOfItsCause() {
        Frame error = Refusals.error(refusal, send(), "1.2");

        assertThat(error.getHeaders()).containsEntry("receipt-id", "r1").doesNotContainKey("secret");
        assertThat(body(error))
                .isEqualTo(new JsonObject()
                        .put("code", "forbidden")
                        .put("detail", "no")
                        .put("destination", "/d")
                        .put("receiptId", "r1"));
    }

    @Test
    void whenToComeAgainIsSaidInMilliseconds() {
        Refusal later = new Refusal(ErrorCode.RATE_LIMITED, "slowly", Duration.ofSeconds(2));

        assertThat(Refusals.error(later, null, "1.2").getHeaders()).containsEntry("retry-after", "2000");
    }

    @Test
    void aMessageGoesToTheSubscriptionThatListens() {
        assertThat(told(true))
                .startsWith("MESSAGE\nsubscription:e\nmessage-id:")
                .contains("\ndestination:/user/queue/errors\n", "\ncode:forbidden\n", "\nreceipt-id:r1\n")
                .endsWith("\n\n" + body(Refusals.error(refusal, send(), "1.2")).encode() + "\0");
    }

    @Test
    void aSubscriptionOf10WithoutAnIdIsNotNamed() {
        assertThat(told(false)).startsWith("MESSAGE\nmessage-id:").doesNotContain("subscription");
    }

    /** What a client hears of a refusal that it listens for. */
    private String told(boolean named) {
        FakeConnection connection = new FakeConnection();
        Sessions sessions = new Sessions(
                SessionOptions.of(Settings.load(Map.of())),
                new Wheel(),
                ManualClock.atNewYear(),
                new SessionMeters(new SimpleMeterRegistry()));
        Session session = sessions.accept(connection);
        Refusals.deliver(session.subscriber("e", named, Refusals.DESTINATION, AckMode.AUTO), refusal, send());
        return connection.lastWritten();
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_REQUEST,1002",
        "TOO_LARGE,1009",
        "INTERNAL,1011",
        "UNAVAILABLE,1013",
        "FORBIDDEN,1008",
        "SLOW_CONSUMER,1008"
    })
    void eachCodeHasTheCloseStatusOfTheTable(ErrorCode code, int status) {
        assertThat(CloseReason.of(code).status()).isEqualTo(status);
    }

    @Test
    void aStopSaysThatOneMayComeBack() {
        assertThat(CloseReason.GOING_AWAY.status()).isEqualTo(1001);
        assertThat(CloseReason.GOING_AWAY.text()).contains("reconnect");
    }

    private static Frame send() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("destination", "/d");
        headers.put("receipt", "r1");
        headers.put("secret", "s");
        return new Frame(Command.SEND, headers, Buffer.buffer("x"));
    }

    private static JsonObject body(Frame frame) {
        return new JsonObject(frame.getBody());
    }
}
