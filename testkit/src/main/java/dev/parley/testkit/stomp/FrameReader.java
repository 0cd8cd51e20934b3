package dev.parley.testkit.stomp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes frames of a stream of bytes. Believes the server: a malformed frame is a failed test, by an
 * {@link IllegalStateException}. One thread.
 */
public final class FrameReader {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.?)", Pattern.DOTALL);

    private final Consumer<StompFrame> sink;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    /** @param sink gets each whole frame, in order */
    public FrameReader(Consumer<StompFrame> sink) {
        this.sink = sink;
    }

    /** Takes the next bytes of the stream. */
    public void read(byte[] chunk) {
        pending.writeBytes(chunk);
        byte[] bytes = pending.toByteArray();
        int start = 0;
        while (true) {
            while (start < bytes.length && (bytes[start] == '\n' || bytes[start] == '\r')) {
                start++;
            }
            int end = frame(bytes, start);
            if (end < 0) {
                break;
            }
            start = end;
        }
        pending.reset();
        pending.write(bytes, start, bytes.length - start);
    }

    /** Reads one whole frame, and tells where it ends; -1 when it is not all there. */
    private int frame(byte[] bytes, int start) {
        int blank = indexOf(bytes, start, "\n\n");
        if (blank < 0) {
            return -1;
        }
        String[] lines = new String(bytes, start, blank - start, StandardCharsets.UTF_8).split("\n", -1);
        Map<String, String> headers = headers(lines);
        int bodyStart = blank + 2;
        String length = headers.get("content-length");
        int bodyEnd = length == null ? indexOf(bytes, bodyStart, "\0") : bodyStart + Integer.parseInt(length);
        if (bodyEnd < 0 || bodyEnd >= bytes.length) {
            return -1;
        }
        if (bytes[bodyEnd] != 0) {
            throw new IllegalStateException("no NUL after content-length in a " + lines[0]);
        }
        byte[] body = Arrays.copyOfRange(bytes, bodyStart, bodyEnd);
        sink.accept(new StompFrame(lines[0], headers, new String(body, StandardCharsets.UTF_8)));
        return bodyEnd + 1;
    }

    private static Map<String, String> headers(String[] lines) {
        boolean escaped = !lines[0].equals("CONNECTED");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                throw new IllegalStateException("not a header: " + lines[i]);
            }
            String name = lines[i].substring(0, colon);
            String value = lines[i].substring(colon + 1);
            headers.putIfAbsent(escaped ? unescape(name) : name, escaped ? unescape(value) : value);
        }
        return headers;
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(meaning(escape.group(1))));
    }

    private static String meaning(String escape) {
        return switch (escape) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "c" -> ":";
            case "\\" -> "\\";
            default -> throw new IllegalStateException("undefined escape: " + escape);
        };
    }

    private static int indexOf(byte[] bytes, int from, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
