package dev.parley.gateway.stomp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.stomp.Heard.Said;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link FrameEncoder} writes, {@link FrameDecoder} reads: the command, the body, and each header but for what its
 * version has no way to say. A target for Jazzer: see docs/testing.md. {@link FuzzCorpusTest} replays what it found.
 */
public final class RoundTripFuzz {
    private static final DecoderLimits WIDE = new DecoderLimits(10_000, 100_000, 100_000);
    private static final List<Command> COMMANDS =
            List.of(Command.SEND, Command.CONNECT, Command.STOMP, Command.SUBSCRIBE, Command.ACK, Command.DISCONNECT);

    private RoundTripFuzz() {}

    /** A byte that picks the command; then, with a byte 1F between them, a body and names and values of headers. */
    public static void fuzzerTestOneInput(byte[] input) throws FrameError {
        if (input.length == 0) {
            return;
        }
        Command command = COMMANDS.get((input[0] & 0xFF) % COMMANDS.size());
        String[] parts = new String(Arrays.copyOfRange(input, 1, input.length), ISO_8859_1).split("\u001F", -1);
        Buffer body = Buffer.buffer(command == Command.SEND ? parts[0].getBytes(ISO_8859_1) : new byte[0]);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.ACCEPT_VERSION, "1.2"); // so that no CONNECT is taken for one of 1.0
        for (int at = 1; at + 1 < parts.length; at += 2) {
            if (!parts[at].isEmpty()) {
                headers.putIfAbsent(text(parts[at]), text(parts[at + 1]));
            }
        }
        for (StompVersion version : StompVersion.values()) {
            isReadAsItWasWritten(version, command, headers, body);
        }
    }

    private static void isReadAsItWasWritten(
            StompVersion version, Command command, Map<String, String> headers, Buffer body) throws FrameError {
        Buffer bytes = FrameEncoder.encode(new Frame(command, new LinkedHashMap<>(headers), body), version);
        Heard heard = new Heard();
        FrameDecoder decoder = new FrameDecoder(WIDE);
        decoder.speak(version);
        decoder.decode(bytes, heard);

        boolean opens = command == Command.CONNECT || command == Command.STOMP;
        Map<String, String> expected = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (!name.equals("content-length")) {
                String said = sayable(opens, version, value);
                String saidName = sayable(opens, version, name);
                expected.putIfAbsent(
                        opens || version == StompVersion.V1_0 ? saidName.replace(':', ' ') : saidName,
                        !opens && version == StompVersion.V1_0 ? said.replaceAll("^ +| +$", "") : said);
            }
        });
        if (body.length() > 0) {
            expected.put("content-length", String.valueOf(body.length()));
        }
        assertThat(heard.frames).as("%s", version).containsExactly(new Said(command, expected, body));
        assertThat(heard.heartBeats).isZero();
    }

    /** With a space for what the version cannot say. */
    private static String sayable(boolean opens, StompVersion version, String text) {
        if (opens || version == StompVersion.V1_0) {
            return text.replaceAll("[\r\n\0]", " ");
        }
        return text.replaceAll(version == StompVersion.V1_1 ? "[\r\0]" : "\0", " ");
    }

    private static String text(String latin) {
        return new String(latin.getBytes(ISO_8859_1), UTF_8);
    }
}
