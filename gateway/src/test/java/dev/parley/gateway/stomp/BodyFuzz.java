package dev.parley.gateway.stomp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.stomp.Heard.Said;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import java.util.Arrays;

/**
 * Nothing inside a body is ever a frame. Whatever the bytes of a body, a {@code content-length} that is right brings
 * out exactly them; with any other, what comes out are pieces of the stream between an empty line and a NUL, in order
 * and without overlap. A target for Jazzer: see docs/testing.md. {@link FuzzCorpusTest} replays what it found.
 */
public final class BodyFuzz {
    private static final String END = "\0COMMIT\ntransaction:1\n\n\0";

    private BodyFuzz() {}

    /** How far the content-length is off, and the body. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String body = new String(Arrays.copyOfRange(input, 1, input.length), ISO_8859_1);
        for (StompVersion version : StompVersion.values()) {
            isOneBodyWhenItsLengthIsRight(version, body);
            isCutOutOfTheStream(version, send(body.length() + input[0], body));
        }
    }

    private static void isOneBodyWhenItsLengthIsRight(StompVersion version, String body) {
        Heard heard = new Heard();
        String error = decode(heard, version, send(body.length(), body));
        assertThat(error).isEmpty();
        assertThat(heard.frames).extracting(Said::command).containsExactly(Command.SEND, Command.COMMIT);
        assertThat(heard.frames.get(0).body().toString(ISO_8859_1)).isEqualTo(body);
        assertThat(heard.heartBeats).isZero();
    }

    private static void isCutOutOfTheStream(StompVersion version, String stream) {
        Heard heard = new Heard();
        decode(heard, version, stream);
        int from = 0;
        for (Said said : heard.frames) {
            if (said.command() != Command.SEND) {
                continue; // in STOMP 1.0 it may have had a body, which is ignored
            }
            String body = said.body().toString(ISO_8859_1);
            int start = from;
            do {
                start = stream.indexOf("\n" + body + '\0', start) + 1;
                assertThat(start).as("%s in order in %s", said, stream).isPositive();
            } while (!stream.startsWith("\n\n", start - 2) && !stream.startsWith("\n\r\n", start - 3));
            from = start + body.length();
        }
    }

    private static String send(int length, String body) {
        return "SEND\ncontent-length:" + length + "\n\n" + body + END;
    }

    private static String decode(Heard heard, StompVersion version, String stream) {
        FrameDecoder decoder = new FrameDecoder(DecoderLimits.DEFAULTS);
        decoder.speak(version);
        try {
            decoder.decode(Buffer.buffer(stream.getBytes(ISO_8859_1)), heard);
            return "";
        } catch (FrameError error) {
            return error.detail();
        }
    }
}
