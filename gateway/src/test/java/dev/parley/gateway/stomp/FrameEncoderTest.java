package dev.parley.gateway.stomp;

import static dev.parley.gateway.stomp.StompVersion.V1_0;
import static dev.parley.gateway.stomp.StompVersion.V1_1;
import static dev.parley.gateway.stomp.StompVersion.V1_2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FrameEncoderTest {
    private static final String NASTY = "\\a:b\rc\nd\0e";

    @Test
    void headersKeepTheirOrder() {
        Frame frame = frame(Command.RECEIPT, "");
        frame.addHeader("z", "1").addHeader("a", "2").addHeader("m", "3");

        assertThat(encoded(frame, V1_2)).isEqualTo("RECEIPT\nz:1\na:2\nm:3\n\n\0");
    }

    @Test
    void aBodyHasItsLengthInBytes() {
        assertThat(encoded(frame(Command.MESSAGE, "안녕"), V1_2)).isEqualTo("MESSAGE\ncontent-length:6\n\n안녕\0");
    }

    @Test
    void aContentLengthThatIsGivenDoesNotCount() {
        Frame withBody = frame(Command.ERROR, "abc").addHeader("content-length", "99");
        Frame without = frame(Command.ERROR, "").addHeader("content-length", "99");

        assertThat(encoded(withBody, V1_2)).isEqualTo("ERROR\ncontent-length:3\n\nabc\0");
        assertThat(encoded(without, V1_2)).isEqualTo("ERROR\n\n\0");
    }

    @Test
    void aFrameMayHaveNoBodyAtAll() {
        Frame frame = new Frame(Command.RECEIPT, new LinkedHashMap<>(Map.of("receipt-id", "1")), null);

        assertThat(encoded(frame, V1_2)).isEqualTo("RECEIPT\nreceipt-id:1\n\n\0");
    }

    @Test
    void stomp12EscapesNamesAndValues() { // STOMP 1.2, "Value Encoding"
        Frame frame = frame(Command.MESSAGE, "").addHeader("n:\\", NASTY);

        assertThat(encoded(frame, V1_2)).isEqualTo("MESSAGE\nn\\c\\\\:\\\\a\\cb\\rc\\nd e\n\n\0");
    }

    @Test
    void stomp11CannotSayACarriageReturn() { // STOMP 1.1, "Value Encoding"
        Frame frame = frame(Command.MESSAGE, "").addHeader("n:\\", NASTY);

        assertThat(encoded(frame, V1_1)).isEqualTo("MESSAGE\nn\\c\\\\:\\\\a\\cb c\\nd e\n\n\0");
    }

    @Test
    void stomp10HasNoEscapesSoWhatCouldEndALineBecomesASpace() {
        Frame frame = frame(Command.MESSAGE, "").addHeader("n:\\\n", NASTY);

        assertThat(encoded(frame, V1_0)).isEqualTo("MESSAGE\nn \\ :\\a:b c d e\n\n\0");
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void theFramesThatOpenAConnectionAreReadableForAnyVersion(StompVersion version) {
        for (Command command : new Command[] {Command.CONNECTED, Command.CONNECT, Command.STOMP}) {
            Frame frame = frame(command, "").addHeader("user-name", NASTY);

            assertThat(encoded(frame, version)).isEqualTo(command + "\nuser-name:\\a:b c d e\n\n\0");
        }
    }

    @ParameterizedTest
    @CsvSource({"V1_0,a:b", "V1_1,a\\cb", "V1_2,a\\cb"})
    void aPreparedMessageIsTheFrameOfItsSubscription(StompVersion version, String id) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("subscription", "another");
        headers.put("destination", "/x:y");
        headers.put("content-length", "99");
        headers.put("seq", "42");

        Buffer message =
                PreparedMessage.of(headers, "안녕".getBytes(UTF_8), version).forSubscription("a:b");

        String destination = version == V1_0 ? "/x:y" : "/x\\cy";
        assertThat(message.toString(UTF_8))
                .isEqualTo("MESSAGE\nsubscription:" + id + "\ndestination:" + destination
                        + "\nseq:42\ncontent-length:6\n\n안녕\0");
    }

    @Test
    void aSubscriptionOf10MayHaveNoId() {
        PreparedMessage message = PreparedMessage.of(Map.of("destination", "/x"), new byte[0], V1_0);

        assertThat(message.withoutSubscription().toString(UTF_8)).isEqualTo("MESSAGE\ndestination:/x\n\n\0");
    }

    private static Frame frame(Command command, String body) {
        return new Frame(command, new LinkedHashMap<>(), Buffer.buffer(body));
    }

    private static String encoded(Frame frame, StompVersion version) {
        return FrameEncoder.encode(frame, version).toString(UTF_8);
    }
}
