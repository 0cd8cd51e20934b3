package dev.parley.gateway.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.contracts.error.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2, "Size Limits": each is exact, and holds while bytes come in. */
class FrameDecoderLimitsTest {
    private static final DecoderLimits SMALL = new DecoderLimits(3, 10, 20);

    private final FrameDecoder decoder = new FrameDecoder(SMALL);
    private final Heard heard = new Heard();

    @Test
    void theDefaultsAreThoseOfTheContract() {
        assertThat(DecoderLimits.DEFAULTS).isEqualTo(new DecoderLimits(64, 1024, 65_536));
    }

    @ParameterizedTest
    @CsvSource({"0,1,1", "1,0,1", "1,1,0"})
    void aLimitIsAtLeastOne(int headers, int line, int body) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DecoderLimits(headers, line, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void aHeaderLineOfTheLimitIsTakenWhateverItsEnd(String eol) throws FrameError {
        decoder.decode(Buffer.buffer("SEND" + eol + "a:" + "x".repeat(8) + eol + eol + "\0"), heard);

        assertThat(heard.only().headers()).containsEntry("a", "x".repeat(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n\0", "\r\n\r\n\0", "", "\r", "\0"})
    void aHeaderLineOfOneByteMoreIsTooLargeBeforeItsEnd(String rest) {
        FrameError error = refusal("SEND\na:" + "x".repeat(9) + rest);

        assertThat(error.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void theEndOfALineOfTheLimitMayBeCutInTwo() throws FrameError {
        decoder.decode(Buffer.buffer("SEND\na:" + "x".repeat(8) + "\r"), heard);
        decoder.decode(Buffer.buffer("\n\n\0"), heard);

        assertThat(heard.only().headers()).containsEntry("a", "x".repeat(8));
    }

    @Test
    void aLineMayEndWithCrLfAtTheLimitButNotGoOnAfterTheCr() {
        FrameError error = refusal("SEND\na:" + "x".repeat(8) + "\rx");

        assertThat(error.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void asManyHeadersAsTheLimitAreTaken() throws FrameError {
        decoder.decode(Buffer.buffer("SEND\na:1\nb:2\nc:3\n\n\0SEND\na:1\nb:2\nc:3\n\n\0"), heard);

        assertThat(heard.frames).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEND\na:1\nb:2\nc:3\nd:4\n", "SEND\na:1\na:1\na:1\na:1\n"})
    void oneHeaderMoreIsTooManyAlsoWhereItIsARepeatedOne(String text) {
        FrameError error = refusal(text);

        assertThat(error.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "length:20\n", "length:00000020\n"})
    void aBodyOfTheLimitIsTaken(String length) throws FrameError {
        FrameDecoder wide = new FrameDecoder(new DecoderLimits(3, 100, 20));

        wide.decode(
                Buffer.buffer("SEND\n" + length.replace("length", "content-length") + "\n" + "x".repeat(20)), heard);
        wide.decode(Buffer.buffer("\0"), heard);

        assertThat(heard.only().text()).isEqualTo("x".repeat(20));
    }

    @Test
    void aBodyWithoutLengthIsTooLargeAtItsFirstByteOverTheLimit() throws FrameError {
        decoder.decode(Buffer.buffer("SEND\n\n" + "x".repeat(20)), heard);

        FrameError error = refusal("x");

        assertThat(error.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void aContentLengthOverTheLimitIsRefusedBeforeAnyOfTheBodyIsThere() {
        FrameDecoder standard = new FrameDecoder(DecoderLimits.DEFAULTS);

        FrameError error = catchThrowableOfType(
                FrameError.class, () -> standard.decode(Buffer.buffer("SEND\ncontent-length:65537\n\n"), heard));

        assertThat(error.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }

    @Test
    void aContentLengthThatIsOnlyClaimedCostsNoMemory() throws FrameError {
        FrameDecoder standard = new FrameDecoder(DecoderLimits.DEFAULTS);

        standard.decode(Buffer.buffer("SEND\ncontent-length:65536\n\nx"), heard);

        assertThat(standard.bufferedBytes()).isLessThan(200);
    }

    @Test
    void endlessLinesWithoutEndAreRefusedAndNotKept() {
        FrameDecoder standard = new FrameDecoder(DecoderLimits.DEFAULTS);
        Buffer flood = Buffer.buffer("SEND\na:" + "x".repeat(60_000));

        FrameError error = catchThrowableOfType(FrameError.class, () -> standard.decode(flood, heard));

        assertThat(error.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(standard.bufferedBytes()).isZero();
    }

    @Test
    void theAccountOfMemoryGrowsWithEachHeaderThatIsKept() throws FrameError {
        decoder.decode(Buffer.buffer("SEND\n"), heard);
        int lineOnly = decoder.bufferedBytes();

        decoder.decode(Buffer.buffer("a:1\na:2\nbc:34\n"), heard);

        assertThat(lineOnly).isPositive();
        assertThat(decoder.bufferedBytes() - lineOnly).isEqualTo("a:1".length() + "bc:34".length());
    }

    @ParameterizedTest
    @CsvSource({"64,1024,65536, 131072", "3,24,16, 97", "1,1,1, 13"})
    void theMostThatIsHeldFollowsFromTheLimits(int headers, int line, int body, long most) {
        assertThat(new DecoderLimits(headers, line, body).maxBufferedBytes()).isEqualTo(most);
    }

    @Test
    void theMemoryOfAFrameIsGivenBackWithIt() throws FrameError {
        decoder.decode(Buffer.buffer("SEND\na:1\n\nhello"), heard);
        int during = decoder.bufferedBytes();
        decoder.decode(Buffer.buffer("\0"), heard);

        assertThat(during).isPositive();
        assertThat(decoder.bufferedBytes()).isZero();
    }

    @Test
    void aBodyThatComesByteByByteIsNotCopiedWithEachByte() throws FrameError {
        FrameDecoder standard = new FrameDecoder(DecoderLimits.DEFAULTS);
        Set<Integer> capacities = new HashSet<>();

        standard.decode(Buffer.buffer("SEND\n\n"), heard);
        for (int bytes = 0; bytes < 65_536; bytes++) {
            standard.decode(Buffer.buffer("x"), heard);
            capacities.add(standard.bufferedBytes());
        }

        assertThat(capacities).hasSizeLessThan(20);
    }

    private FrameError refusal(String text) {
        FrameError error = catchThrowableOfType(FrameError.class, () -> decoder.decode(Buffer.buffer(text), heard));
        assertThat(error).as("the refusal").isNotNull();
        return error;
    }
}
