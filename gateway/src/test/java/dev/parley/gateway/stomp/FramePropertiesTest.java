package dev.parley.gateway.stomp;

import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.maps;
import static org.quicktheories.generators.SourceDSL.strings;

import dev.parley.gateway.stomp.Heard.Said;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.quicktheories.QuickTheory;
import org.quicktheories.core.Gen;

/** What holds for every frame and for any bytes at all. A failure prints its seed and its smallest example. */
class FramePropertiesTest {
    private static final int EXAMPLES = 1000;
    private static final DecoderLimits TIGHT = new DecoderLimits(3, 24, 16);

    /** What a decoder did: the frames, the heart-beats, and how it ended. */
    private record Outcome(List<Said> frames, int heartBeats, String error) {}

    @Test
    void whatIsEncodedIsDecodedInEveryVersion() {
        theory().forAll(
                        arbitrary().enumValues(StompVersion.class),
                        arbitrary().pick(FRAME_COMMANDS),
                        headers(),
                        bodies())
                .check((version, command, headers, body) -> {
                    Frame frame = new Frame(command, sayable(headers, version, command), bodyOf(command, body));
                    frame.addHeader(Header.ACCEPT_VERSION, "1.2"); // so that no CONNECT is taken for one of 1.0
                    Buffer bytes = FrameEncoder.encode(frame, version);
                    if (!frame.hasEmptyBody()) {
                        frame.addHeader(
                                Header.CONTENT_LENGTH,
                                String.valueOf(frame.getBody().length()));
                    }
                    return outcome(DecoderLimits.DEFAULTS, version, List.of(bytes))
                            .equals(new Outcome(List.of(Said.of(frame)), 0, ""));
                });
    }

    @Test
    void aPreparedMessageIsWhatTheEncoderWrites() {
        theory().forAll(arbitrary().enumValues(StompVersion.class), headers(), bodies(), texts(0))
                .check((version, headers, body, id) -> {
                    Map<String, String> all = new LinkedHashMap<>();
                    all.put(Header.SUBSCRIPTION, id);
                    headers.forEach(all::putIfAbsent);
                    Frame frame = new Frame(Command.MESSAGE, all, body);
                    return PreparedMessage.of(headers, body.getBytes(), version)
                            .forSubscription(id)
                            .equals(FrameEncoder.encode(frame, version));
                });
    }

    @Test
    void noHeaderCanEndItsLineOrItsFrame() {
        theory().forAll(arbitrary().enumValues(StompVersion.class), arbitrary().enumValues(Command.class), headers())
                .check((version, command, headers) -> {
                    String text = FrameEncoder.encode(new Frame(command, headers, Buffer.buffer()), version)
                            .toString();
                    return text.indexOf('\0') == text.length() - 1
                            && text.indexOf('\r') < 0
                            && text.chars().filter(letter -> letter == '\n').count() == headers.size() + 2L;
                });
    }

    @Test
    void itDoesNotMatterWhereTheBytesAreCut() {
        theory().forAll(streams(), arbitrary().enumValues(StompVersion.class), cuts())
                .check((stream, version, cuts) ->
                        outcome(TIGHT, version, List.of(stream)).equals(outcome(TIGHT, version, cut(stream, cuts))));
    }

    @Test
    void noBytesCauseAnythingButAFrameErrorOrAreHeldBeyondTheBounds() {
        theory().forAll(streams(), arbitrary().enumValues(StompVersion.class), cuts())
                .check((stream, version, cuts) -> {
                    FrameDecoder decoder = new FrameDecoder(TIGHT);
                    decoder.speak(version);
                    Heard heard = new Heard();
                    boolean bounded = true;
                    for (Buffer chunk : cut(stream, cuts)) {
                        try {
                            decoder.decode(chunk, heard);
                        } catch (FrameError expected) {
                            bounded &= decoder.bufferedBytes() == 0;
                        }
                        bounded &= decoder.bufferedBytes() <= TIGHT.maxBufferedBytes();
                    }
                    return bounded;
                });
    }

    private static QuickTheory theory() {
        return qt().withExamples(EXAMPLES);
    }

    private static Outcome outcome(DecoderLimits limits, StompVersion version, List<Buffer> chunks) {
        FrameDecoder decoder = new FrameDecoder(limits);
        decoder.speak(version);
        Heard heard = new Heard();
        String error = "";
        for (Buffer chunk : chunks) {
            try {
                decoder.decode(chunk, heard);
            } catch (FrameError fatal) {
                error += fatal.code() + " " + fatal.detail();
            }
        }
        return new Outcome(heard.frames, heard.heartBeats, error);
    }

    private static final List<Command> FRAME_COMMANDS =
            List.of(Command.SEND, Command.SEND, Command.SUBSCRIBE, Command.CONNECT, Command.STOMP);

    private static Buffer bodyOf(Command command, Buffer body) {
        return command == Command.SEND ? body : Buffer.buffer();
    }

    /** The headers without what the version has no way to say. */
    private static Map<String, String> sayable(Map<String, String> headers, StompVersion version, Command command) {
        Map<String, String> kept = new LinkedHashMap<>();
        boolean plain = Escaping.of(command, version) == Escaping.NONE;
        String unsayable = plain ? "[\r\n\0]" : version == StompVersion.V1_1 ? "[\r\0]" : "\0";
        headers.forEach((name, value) -> {
            String saidName = name.replaceAll(plain ? "[:\r\n\0]" : unsayable, "x");
            String saidValue = value.replaceAll(unsayable, "x");
            kept.put(saidName, version == StompVersion.V1_0 ? saidValue.replace(' ', 'x') : saidValue);
        });
        return kept;
    }

    private static Gen<Map<String, String>> headers() {
        return maps().of(texts(1), texts(0)).ofSizeBetween(0, 8);
    }

    /** Mostly the letters that have a meaning, and some of everything. */
    private static Gen<String> texts(int minLength) {
        Gen<String> special = lists().of(
                        arbitrary().pick("\\", ":", "\n", "\r", "\0", " ", "n", "c", "r", "é", "가", "😀"))
                .ofSizeBetween(minLength, 6)
                .map(letters -> String.join("", letters));
        Gen<String> any = strings().betweenCodePoints(1, 0xD7FF).ofLengthBetween(minLength, 20);
        return special.mix(any);
    }

    private static Gen<Buffer> bodies() {
        return lists().of(integers().between(0, 255))
                .ofSizeBetween(0, 50)
                .map(bytes -> bytes.stream()
                        .collect(
                                Buffer::buffer, (out, each) -> out.appendByte(each.byteValue()), Buffer::appendBuffer));
    }

    /** Pieces of frames in any order, and stray bytes: near enough to STOMP to get far, and rarely right to the end. */
    private static Gen<Buffer> streams() {
        Gen<String> pieces = arbitrary()
                .pick(
                        "SEND\n",
                        "SEND\r\n",
                        "SUBSCRIBE\nid:0\n\n\0",
                        "SEND\ncontent-length:3\n\nab\0\0",
                        "SEND\na:b\n\nhello\0",
                        "MESSAGE\n",
                        "content-length:2\n",
                        "content-length:17\n",
                        "a:b\\n\\c\n",
                        "a:\\r\n",
                        "long:" + "x".repeat(19),
                        "x".repeat(15),
                        "\n",
                        "\r\n",
                        "\r",
                        "\0",
                        "\n\n",
                        "\\",
                        ":",
                        "é");
        Gen<String> strays = integers().between(0, 255).map(each -> String.valueOf((char) each.intValue()));
        return lists().of(pieces.mix(strays, 10))
                .ofSizeBetween(0, 12)
                .map(list -> Buffer.buffer(list.stream().collect(Collectors.joining()), "ISO-8859-1"));
    }

    private static Gen<List<Integer>> cuts() {
        return lists().of(integers().between(1, 12)).ofSizeBetween(1, 5);
    }

    /** Cuts into pieces of these sizes, over and over. */
    private static List<Buffer> cut(Buffer stream, List<Integer> sizes) {
        List<Buffer> chunks = new ArrayList<>();
        int at = 0;
        while (at < stream.length()) {
            int end = Math.min(stream.length(), at + sizes.get(chunks.size() % sizes.size()));
            chunks.add(stream.getBuffer(at, end));
            at = end;
        }
        return chunks;
    }
}
