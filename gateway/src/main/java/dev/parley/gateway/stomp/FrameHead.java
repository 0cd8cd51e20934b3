package dev.parley.gateway.stomp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The command and headers of the frame that is being read. */
final class FrameHead {
    /** What a client may say (STOMP 1.2, "Client Frames"). */
    private static final Map<String, Command> OF_CLIENTS = Map.ofEntries(
            Map.entry("CONNECT", Command.CONNECT),
            Map.entry("STOMP", Command.STOMP),
            Map.entry("SEND", Command.SEND),
            Map.entry("SUBSCRIBE", Command.SUBSCRIBE),
            Map.entry("UNSUBSCRIBE", Command.UNSUBSCRIBE),
            Map.entry("ACK", Command.ACK),
            Map.entry("NACK", Command.NACK),
            Map.entry("BEGIN", Command.BEGIN),
            Map.entry("COMMIT", Command.COMMIT),
            Map.entry("ABORT", Command.ABORT),
            Map.entry("DISCONNECT", Command.DISCONNECT));

    /** What a server may say (STOMP 1.2, "Server Frames"). */
    private static final Map<String, Command> OF_SERVERS = Map.of(
            "CONNECTED", Command.CONNECTED,
            "MESSAGE", Command.MESSAGE,
            "RECEIPT", Command.RECEIPT,
            "ERROR", Command.ERROR);

    /** The frames that may have a body (STOMP 1.2, "Body"). */
    private static final Set<Command> WITH_BODY = Set.of(Command.SEND, Command.MESSAGE, Command.ERROR);

    /** Bytes of the longest command of either side: a longer line is no command. */
    static final int LONGEST_COMMAND =
            OF_CLIENTS.keySet().stream().mapToInt(String::length).max().orElseThrow();

    private static final char REPLACEMENT = '\uFFFD';

    private final Map<String, Command> commands;
    private final int maxHeaders;

    private Command command = Command.UNKNOWN;
    private Map<String, String> headers = Map.of();
    private int lines;
    private int storedBytes;

    /** @param side who speaks; the commands of the other side are as unknown as any other word */
    FrameHead(FrameDecoder.Side side, int maxHeaders) {
        this.commands = side == FrameDecoder.Side.CLIENT ? OF_CLIENTS : OF_SERVERS;
        this.maxHeaders = maxHeaders;
    }

    void begin(byte[] line, int length) throws FrameError {
        Command known = commands.get(new String(line, 0, length, US_ASCII));
        if (known == null) {
            throw unknownCommand();
        }
        command = known;
        headers = new LinkedHashMap<>();
    }

    static FrameError unknownCommand() {
        return FrameError.malformed("the command is not one of STOMP");
    }

    /**
     * Takes a header line. The first colon parts name and value; further ones belong to the value, as CONNECT cannot
     * escape them and clients of every version forget to. Of a repeated header the first counts (STOMP 1.2, "Repeated
     * Header Entries").
     */
    void add(byte[] line, int length, StompVersion spoken) throws FrameError {
        StompVersion version = opens() ? StompVersion.V1_2 : spoken; // whoever comes, it is read the same
        if (++lines > maxHeaders) {
            throw FrameError.tooLarge(FrameError.Excess.HEADERS, "too many headers");
        }
        int colon = indexOf(line, length, ':');
        if (colon <= 0) {
            throw FrameError.malformed("a header has no colon, or no name before it");
        }
        // 1.2 bars CR from names and values; in 1.0 and 1.1 it is an octet like any other, unless it stands before LF.
        if (version == StompVersion.V1_2 && indexOf(line, length, '\r') >= 0) {
            throw FrameError.malformed("a header has a carriage return that is not escaped");
        }
        Escaping escaping = Escaping.of(command, version);
        String name = escaping.unescape(text(line, 0, colon));
        String value = escaping.unescape(text(line, colon + 1, length));
        if (headers.putIfAbsent(name, version == StompVersion.V1_0 ? trimmed(value) : value) == null) {
            storedBytes += length;
        }
    }

    /** All headers are here. */
    void end() {
        if (opens()
                && StompVersion.negotiate(headers.get(Header.ACCEPT_VERSION))
                        .filter(version -> version == StompVersion.V1_0)
                        .isPresent()) {
            headers.replaceAll((name, value) -> trimmed(value)); // only now is it known to be a client of 1.0
        }
    }

    private boolean opens() {
        return command == Command.CONNECT || command == Command.STOMP;
    }

    /** In STOMP 1.0 every frame may have one, which means nothing but on SEND; the later versions forbid it. */
    boolean mayHaveBody(StompVersion version) {
        return WITH_BODY.contains(command) || (version == StompVersion.V1_0 && !opens());
    }

    /**
     * The bytes of the body by {@code content-length}, or empty where the body ends at the NUL. A number beyond a long
     * is {@link Long#MAX_VALUE}.
     *
     * @throws FrameError when it is anything but ASCII digits
     */
    OptionalLong contentLength() throws FrameError {
        String digits = headers.get(Header.CONTENT_LENGTH);
        if (digits == null) {
            return OptionalLong.empty();
        }
        long length = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                throw FrameError.malformed("content-length is not a number");
            }
            length = length > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : length * 10 + digit;
        }
        if (digits.isEmpty()) {
            throw FrameError.malformed("content-length is not a number");
        }
        return OptionalLong.of(length);
    }

    Frame toFrame(Buffer body) {
        return new Frame(command, headers, WITH_BODY.contains(command) ? body : Buffer.buffer());
    }

    /** The bytes of the lines whose headers are kept. */
    int storedBytes() {
        return storedBytes;
    }

    /** Lets go of the frame. */
    void release() {
        command = Command.UNKNOWN;
        headers = Map.of();
        lines = 0;
        storedBytes = 0;
    }

    /** STOMP 1.0 padded its examples with spaces, and its clients do; 1.1 and 1.2 forbid to trim ("Value Encoding"). */
    private static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && value.charAt(start) == ' ') {
            start++;
        }
        while (end > start && value.charAt(end - 1) == ' ') {
            end--;
        }
        return value.substring(start, end);
    }

    private static int indexOf(byte[] line, int length, char wanted) {
        for (int at = 0; at < length; at++) {
            if (line[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    /** {@code new String(…)} is quick, and puts this character in the place of what is malformed; it may also be meant. */
    private static String text(byte[] line, int start, int end) throws FrameError {
        String text = new String(line, start, end - start, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly(line, start, end);
    }

    private static String strictly(byte[] line, int start, int end) throws FrameError {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(line, start, end - start))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw FrameError.malformed("a header is not UTF-8");
        }
    }
}
