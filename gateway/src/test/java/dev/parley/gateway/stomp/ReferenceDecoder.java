package dev.parley.gateway.stomp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.gateway.stomp.Heard.Said;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * STOMP read slowly: from the specifications and docs/protocol.md, the whole input at once, line by line, without a
 * state to keep and with nothing of {@link FrameDecoder}. The oracle that {@link DecoderFuzz} compares it with.
 */
final class ReferenceDecoder {
    private static final Set<String> COMMANDS = Set.of(
            "CONNECT",
            "STOMP",
            "SEND",
            "SUBSCRIBE",
            "UNSUBSCRIBE",
            "ACK",
            "NACK",
            "BEGIN",
            "COMMIT",
            "ABORT",
            "DISCONNECT");
    private static final int LONGEST_COMMAND = "UNSUBSCRIBE".length();
    private static final int NEVER = Integer.MAX_VALUE;

    /** A frame, or a heart-beat where there is none, and the index of its last byte. */
    record Event(int at, Optional<Said> frame) {}

    /** A rule that is broken: it shows at the first index, and must have been said at the last. */
    record Fault(int earliest, int latest, ErrorCode code) {}

    /** What stands before the first broken rule, and that rule; more than one where they are broken together. */
    record Verdict(List<Event> events, List<Fault> faults) {
        boolean allows(int errorAt, ErrorCode code) {
            return errorAt <= deadline()
                    && faults.stream().anyMatch(fault -> fault.code == code && fault.earliest <= errorAt);
        }

        /** The index at which the error must have been said. */
        int deadline() {
            return faults.stream().mapToInt(Fault::latest).min().orElse(NEVER);
        }
    }

    /** A line without its end, each byte a char; {@code end} is its LF or -1, {@code over} where it got too long or -1. */
    private record Line(int start, int end, int over, String text) {
        boolean isEmpty() {
            return end >= 0 && text.isEmpty();
        }

        boolean isOver() {
            return over >= 0;
        }

        /** Where a fault of this line must have been said. */
        int latest() {
            return isOver() ? over : end >= 0 ? end : NEVER;
        }
    }

    /** Each char is one byte. */
    private final String in;

    private final StompVersion version;
    private final DecoderLimits limits;
    private final List<Event> events = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private ReferenceDecoder(String in, StompVersion version, DecoderLimits limits) {
        this.in = in;
        this.version = version;
        this.limits = limits;
    }

    /** Reads the stream of a client that speaks this version all along. */
    static Verdict read(byte[] stream, StompVersion version, DecoderLimits limits) {
        ReferenceDecoder reference = new ReferenceDecoder(new String(stream, ISO_8859_1), version, limits);
        int at = 0;
        while (at >= 0 && at < stream.length) {
            at = reference.next(at);
        }
        return new Verdict(reference.events, reference.faults);
    }

    /** Reads an EOL or a frame; returns where the next thing starts, or -1 where nothing more can be read. */
    private int next(int at) {
        if (in.charAt(at) == '\n') {
            events.add(new Event(at, Optional.empty()));
            return at + 1;
        }
        if (in.charAt(at) == '\r' && at + 1 == in.length()) {
            return -1;
        }
        if (in.charAt(at) == '\r' && in.charAt(at + 1) == '\n') {
            events.add(new Event(at + 1, Optional.empty()));
            return at + 2;
        }
        Line line = line(at, LONGEST_COMMAND);
        if (line.isOver() || line.end < 0 || !COMMANDS.contains(line.text)) {
            unknown(line);
            return -1;
        }
        return headers(Command.valueOf(line.text), line.end + 1);
    }

    private void unknown(Line line) {
        for (int end = line.start + 1; end <= in.length() && end <= line.latest(); end++) {
            String begun = in.substring(line.start, end);
            if (COMMANDS.stream().noneMatch(command -> (command + "\r\n").startsWith(begun))) {
                faults.add(new Fault(end - 1, line.latest(), ErrorCode.BAD_REQUEST));
                return;
            }
        }
        if (line.latest() != NEVER) {
            faults.add(new Fault(line.latest(), line.latest(), ErrorCode.BAD_REQUEST));
        }
    }

    private int headers(Command command, int start) {
        List<Line> lines = new ArrayList<>();
        Line line = line(start, limits.maxHeaderLineBytes());
        while (!line.isEmpty()) {
            lines.add(line);
            check(command, line, lines.size());
            if (!faults.isEmpty() || line.end < 0) {
                return -1;
            }
            line = line(line.end + 1, limits.maxHeaderLineBytes());
        }
        Map<String, String> headers = new LinkedHashMap<>();
        lines.forEach(each -> {
            String text = new String(each.text.getBytes(ISO_8859_1), UTF_8);
            int colon = text.indexOf(':');
            headers.putIfAbsent(plain(command, text.substring(0, colon)), plain(command, text.substring(colon + 1)));
        });
        if (opens(command) ? isOf10(headers.get("accept-version")) : version == StompVersion.V1_0) {
            headers.replaceAll((name, value) -> value.replaceAll("^ +| +$", ""));
        }
        return body(command, headers, line.end);
    }

    /** Whether this client would be spoken to in 1.0. */
    private static boolean isOf10(@Nullable String acceptVersion) {
        if (acceptVersion == null) {
            return true;
        }
        List<String> accepted =
                Arrays.stream(acceptVersion.split(",")).map(String::trim).toList();
        return accepted.contains("1.0") && !accepted.contains("1.1") && !accepted.contains("1.2");
    }

    private static boolean opens(Command command) {
        return command == Command.CONNECT || command == Command.STOMP;
    }

    /** Adds what is wrong with a header line; it is the count-th of its frame. */
    private void check(Command command, Line line, int count) {
        if (line.isOver()) {
            faults.add(new Fault(line.over, line.over, ErrorCode.TOO_LARGE));
        }
        boolean mayBeEmpty = line.end < 0 && line.text.isEmpty();
        if (count > limits.maxHeaders() && !mayBeEmpty) {
            faults.add(new Fault(line.start, line.latest(), ErrorCode.TOO_LARGE));
        }
        if (!line.text.isEmpty() && isDoomed(command, line.text)) {
            int length = 1;
            while (!isDoomed(command, line.text.substring(0, length))) {
                length++;
            }
            faults.add(new Fault(line.start + length - 1, line.latest(), ErrorCode.BAD_REQUEST));
        } else if (line.end >= 0 && !line.isOver() && !isWhole(command, line.text)) {
            faults.add(new Fault(line.start + line.text.length(), line.end, ErrorCode.BAD_REQUEST));
        }
    }

    /** Whether no header begins like this. */
    private boolean isDoomed(Command command, String text) {
        boolean crIsNoLineEnd = hasNoCarriageReturns(command)
                && text.substring(0, text.length() - 1).contains("\r");
        String unescaped = withoutEscapes(command, text);
        boolean escapeIsUndefined =
                unescaped.substring(0, unescaped.length() - 1).contains("\\");
        return text.startsWith(":")
                || text.indexOf('\0') >= 0
                || crIsNoLineEnd
                || escapeIsUndefined
                || !isUtf8(text, false);
    }

    private boolean isWhole(Command command, String text) {
        boolean escapeIsOpen = withoutEscapes(command, text).endsWith("\\");
        boolean lineEndIsDouble = hasNoCarriageReturns(command) && text.endsWith("\r");
        return text.indexOf(':') > 0 && !escapeIsOpen && !lineEndIsDouble && isUtf8(text, true);
    }

    /** STOMP 1.2, "Augmented BNF": no CR in a header; the older ones allow every octet but LF. */
    private boolean hasNoCarriageReturns(Command command) {
        return version == StompVersion.V1_2 || opens(command);
    }

    private boolean hasEscapes(Command command) {
        return version != StompVersion.V1_0 && !opens(command);
    }

    /** The text with a letter for each escape that the version defines: any backslash that is left is wrong. */
    private String withoutEscapes(Command command, String text) {
        String escape = version == StompVersion.V1_1 ? "\\\\[nc\\\\]" : "\\\\[rnc\\\\]";
        return text.replaceAll(hasEscapes(command) ? escape : "\\\\", "x");
    }

    private String plain(Command command, String said) {
        if (!hasEscapes(command)) {
            return said;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < said.length(); i++) {
            char letter = said.charAt(i);
            plain.append(letter == '\\' ? "\r\n:\\".charAt("rnc\\".indexOf(said.charAt(++i))) : letter);
        }
        return plain.toString();
    }

    private int body(Command command, Map<String, String> headers, int headersEnd) {
        String length = headers.get("content-length");
        if (length == null) {
            return untilNul(command, headers, headersEnd);
        }
        if (!length.matches("[0-9]+")) {
            faults.add(new Fault(headersEnd, headersEnd, ErrorCode.BAD_REQUEST));
            return -1;
        }
        BigInteger wanted = new BigInteger(length);
        if (wanted.signum() > 0 && !mayHaveBody(command)) {
            faults.add(new Fault(headersEnd, headersEnd + 1, ErrorCode.BAD_REQUEST));
        }
        if (wanted.compareTo(BigInteger.valueOf(limits.maxBodyBytes())) > 0) {
            faults.add(new Fault(headersEnd, headersEnd, ErrorCode.TOO_LARGE));
        }
        if (!faults.isEmpty()) {
            return -1;
        }
        int nul = headersEnd + 1 + wanted.intValueExact();
        if (nul < in.length() && in.charAt(nul) != 0) {
            faults.add(new Fault(nul, nul, ErrorCode.BAD_REQUEST));
        }
        return nul < in.length() && in.charAt(nul) == 0 ? frame(command, headers, headersEnd + 1, nul) : -1;
    }

    /** STOMP 1.0: every frame; 1.1 and 1.2, "Body": of a client's only SEND. */
    private boolean mayHaveBody(Command command) {
        return command == Command.SEND || (version == StompVersion.V1_0 && !opens(command));
    }

    private int untilNul(Command command, Map<String, String> headers, int headersEnd) {
        int start = headersEnd + 1;
        int most = mayHaveBody(command) ? limits.maxBodyBytes() : 0;
        for (int at = start; at < in.length(); at++) {
            if (in.charAt(at) == 0) {
                return frame(command, headers, start, at);
            }
            if (at == start + most) {
                ErrorCode code = mayHaveBody(command) ? ErrorCode.TOO_LARGE : ErrorCode.BAD_REQUEST;
                faults.add(new Fault(at, at, code));
                return -1;
            }
        }
        return -1;
    }

    private int frame(Command command, Map<String, String> headers, int bodyStart, int nul) {
        boolean counts = command == Command.SEND;
        Buffer body = Buffer.buffer(counts ? in.substring(bodyStart, nul).getBytes(ISO_8859_1) : new byte[0]);
        events.add(new Event(nul, Optional.of(new Said(command, headers, body))));
        return nul + 1;
    }

    /** The line that starts here; where it is unfinished, a CR that may begin its end does not belong to it. */
    private Line line(int start, int limit) {
        int end = in.indexOf('\n', start);
        String rest = end < 0 ? in.substring(start) : in.substring(start, end);
        String text = rest.endsWith("\r") ? rest.substring(0, rest.length() - 1) : rest;
        int over = text.length() <= limit ? -1 : text.charAt(limit) == '\r' ? start + limit + 1 : start + limit;
        return new Line(start, end, over, text);
    }

    private static boolean isUtf8(String text, boolean whole) {
        return !UTF_8.newDecoder()
                .decode(ByteBuffer.wrap(text.getBytes(ISO_8859_1)), CharBuffer.allocate(text.length() + 1), whole)
                .isError();
    }
}
