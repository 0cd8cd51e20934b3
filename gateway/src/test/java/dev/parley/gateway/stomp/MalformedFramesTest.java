package dev.parley.gateway.stomp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.contracts.error.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that are no STOMP 1.2. Each char is one byte. */
class MalformedFramesTest {
    private static final String SMUGGLED = "\0SUBSCRIBE\nid:0\n\n\0";

    static Stream<Arguments> malformed() {
        return Stream.of(
                // "Augmented BNF": commands
                bad("an unknown command", "HELLO\n\n\0"),
                bad("a command in lower case", "send\n\n\0"),
                bad("a command of servers", "MESSAGE\n\n\0"),
                bad("a command of servers", "CONNECTED\n\n\0"),
                bad("a command of servers", "RECEIPT\n\n\0"),
                bad("a command of servers", "ERROR\n\n\0"),
                bad("a command of vertx-stomp", "PING\n\n\0"),
                bad("a command with a space", "SEND \n\n\0"),
                bad("a command behind a lone CR", "\rSEND\n\n\0"),
                bad("a command with two CR", "SEND\r\r\n\n\0"),
                bad("another protocol", "GET / HTTP/1.1\r\n"),
                bad("a line without end", "x".repeat(12)),
                bad("a NUL between frames", "\0"),
                bad("a NUL in the command", "SEND\0\n\n\0"),
                // "Augmented BNF": headers
                bad("a header without colon", "SEND\nabc\n\n\0"),
                bad("a header without name", "SEND\n:abc\n\n\0"),
                bad("a colon alone", "SEND\n:\n\n\0"),
                bad("a NUL in a header name", "SEND\na\0b:c\n\n\0"),
                bad("a NUL in a header value", "SEND\na:b\0\n\n\0"),
                bad("a NUL instead of the empty line", "SEND\na:b\n\0"),
                bad("a CR in a header name", "SEND\na\rb:c\n\n\0"),
                bad("a CR before a header name", "SEND\n\ra:b\n\n\0"),
                bad("a CR in a header value", "SEND\na:b\rc\n\n\0"),
                bad("two CR before LF", "SEND\na:b\r\r\n\n\0"),
                // "Value Encoding"
                bad("an undefined escape", "SEND\na:b\\tc\n\n\0"),
                bad("an undefined escape in a name", "SEND\na\\t:b\n\n\0"),
                bad("an upper-case escape", "SEND\na:b\\N\n\n\0"),
                bad("a backslash at the end", "SEND\na:b\\\n\n\0"),
                bad("a backslash at the end of a name", "SEND\na\\:b\n\n\0"),
                bad("a header value of broken UTF-8", "SEND\na:\u00c3(\n\n\0"),
                bad("a header name of broken UTF-8", "SEND\n\u00ff:a\n\n\0"),
                bad("an overlong UTF-8 sequence", "SEND\na:\u00c0\u00af\n\n\0"),
                bad("a surrogate in UTF-8", "SEND\na:\u00ed\u00a0\u0080\n\n\0"),
                bad("half a character", "SEND\na:\u00ec\u0095\n\n\0"),
                // "Body"
                bad("a content-length of words", "SEND\ncontent-length:abc\n\nx" + SMUGGLED),
                bad("an empty content-length", "SEND\ncontent-length:\n\nx" + SMUGGLED),
                bad("a negative content-length", "SEND\ncontent-length:-1\n\nx" + SMUGGLED),
                bad("a content-length with a sign", "SEND\ncontent-length:+1\n\nx" + SMUGGLED),
                bad("a padded content-length", "SEND\ncontent-length: 1\n\nx" + SMUGGLED),
                bad("a content-length and more", "SEND\ncontent-length:1,1\n\nx" + SMUGGLED),
                bad("Arabic digits", "SEND\ncontent-length:\u00d9\u00a1\n\nx" + SMUGGLED),
                bad("a content-length that is too short", "SEND\ncontent-length:3\n\nabcdef\0"),
                bad("a content-length that is too long", "SEND\ncontent-length:4\n\nabc\0SEND\n\n\0"),
                bad("content-length 0 and a body", "SEND\ncontent-length:0\n\nx\0"),
                bad("a body where none may be", "SUBSCRIBE\nid:0\n\nx\0"),
                bad("a body that CONNECT may not have", "CONNECT\n\n\n\0"),
                bad("a content-length where no body may be", "SUBSCRIBE\ncontent-length:1\n\nx\0"),
                // "Size Limits"
                large("a content-length over the limit", "SEND\ncontent-length:65537\n\n"),
                large("a content-length beyond an int", "SEND\ncontent-length:4294967297\n\nx" + SMUGGLED),
                large("a content-length beyond a long", "SEND\ncontent-length:18446744073709551617\n\nx" + SMUGGLED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void isRefusedWithoutAnEcho(String what, String text, ErrorCode code) {
        Heard heard = new Heard();

        FrameError error = decode(heard, text);

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.toRefusal().code()).isEqualTo(code);
        assertThat(error.detail()).matches("[a-zA-Z0-9 :,.-]+").doesNotContain("abc", "HELLO", "GET");
        assertThat(heard.frames).isEmpty();
        assertThat(heard.heartBeats).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void isRefusedTheSameByteByByte(String what, String text, ErrorCode code) {
        FrameError whole = decode(new Heard(), text);
        Heard heard = new Heard();

        FrameError cut = decode(heard, text.split(""));

        assertThat(cut.code()).isEqualTo(whole.code());
        assertThat(cut.detail()).isEqualTo(whole.detail());
        assertThat(heard.frames).isEmpty();
    }

    private static FrameError decode(Heard heard, String... chunks) {
        FrameDecoder decoder = new FrameDecoder(DecoderLimits.DEFAULTS);
        return catchThrowableOfType(FrameError.class, () -> {
            for (String chunk : chunks) {
                decoder.decode(Buffer.buffer(chunk.getBytes(ISO_8859_1)), heard);
            }
        });
    }

    private static Arguments bad(String what, String text) {
        return Arguments.of(what, text, ErrorCode.BAD_REQUEST);
    }

    private static Arguments large(String what, String text) {
        return Arguments.of(what, text, ErrorCode.TOO_LARGE);
    }
}
