package dev.parley.e2e.abuse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration that the abused process runs with, and what follows from it: how many bytes one connection may cost,
 * and how many the whole process. All numbers are bytes unless their name says otherwise.
 */
final class Bounds {
    static final long KIB = 1024;
    static final long MIB = 1024 * KIB;

    static final long MAX_BODY = 64 * KIB;
    static final int MAX_HEADERS = 64;
    static final long MAX_HEADER_LINE = KIB;
    static final int MAX_SUBSCRIPTIONS = 200;
    static final long OUTBOX = 256 * KIB;
    static final int FEED_EVENTS = 64;
    static final int FRAMES = 1 << 20;
    static final int ROOMS = 1_000;
    static final int CONNECT_SECONDS = 3;
    static final int SLOW_CONSUMER_SECONDS = 2;
    static final int HTTP_HEADER_SECONDS = 2;
    static final int HTTP_IDLE_SECONDS = 3;
    static final int HTTP_BODY_SECONDS = 3;
    static final int HASH_QUEUE = 8;

    /** A frame that is not complete: its body and its headers, twice, as an array may be half empty while it grows. */
    static final long UNFINISHED_FRAME = 2 * (MAX_BODY + MAX_HEADERS * MAX_HEADER_LINE);

    /** The buffer that a connection is read into, and what Vert.x and Netty keep for an open channel. */
    static final long CHANNEL = 80 * KIB;

    /** A connection that has said nothing: the objects of its channel, session and timers; no buffer. */
    static final long SILENT_CONNECTION = 12 * KIB;

    /** The body of an {@code xhr_send}: twice that of a frame, by JSON's escapes, and its envelope. */
    static final long SOCKJS_REQUEST = 2 * MAX_BODY + 64 * KIB;

    /** Frames of one connection that wait their turn, 256 KiB of them, as objects. */
    static final long WAITING_FRAMES = 4 * 256 * KIB;

    /** What may wait for all connections together. */
    static final long BACKLOG = 16 * MIB;

    /**
     * Direct buffers are counted by the chunks that Netty's pools have of them (its adaptive allocator: 128 KiB and more
     * each, grown with what was wanted before), not by what of these is in use: up to 1.4 MiB more were seen for a
     * stalled connection whose bytes were a quarter of that.
     */
    static final long POOLS = 2 * MIB;

    private static final int METASPACE_MIB = 128;
    private static final int CODE_MIB = 64;
    /** Stacks of some sixty threads, the collector's tables, what malloc keeps. */
    private static final int NATIVE_MIB = 96;

    private Bounds() {}

    /** What a process's JVM is allowed. */
    record Memory(int heapMib, int directMib) {
        static final Memory USUAL = new Memory(192, 64);

        /** What the process may ever hold of the machine's memory: the sum of it all. */
        long process() {
            return (heapMib + directMib + METASPACE_MIB + CODE_MIB + NATIVE_MIB) * MIB;
        }

        /** A JVM that ends when it needs more than that. */
        List<String> jvm() {
            return List.of(
                    "-Xms32m",
                    "-Xmx" + heapMib + "m",
                    "-XX:MaxDirectMemorySize=" + directMib + "m",
                    "-XX:MaxMetaspaceSize=" + METASPACE_MIB + "m",
                    "-XX:ReservedCodeCacheSize=" + CODE_MIB + "m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Djava.net.preferIPv4Stack=true");
        }
    }

    /** The settings; times are short, so that a test sees them end. */
    static Map<String, String> settings() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("PARLEY_MAX_BODY_BYTES", MAX_BODY);
        values.put("PARLEY_MAX_HEADERS", MAX_HEADERS);
        values.put("PARLEY_MAX_HEADER_BYTES", MAX_HEADER_LINE);
        values.put("PARLEY_MAX_SUBSCRIPTIONS", MAX_SUBSCRIPTIONS);
        values.put("PARLEY_OUTBOX_BYTES", OUTBOX);
        values.put("PARLEY_CONNECT_SECONDS", CONNECT_SECONDS);
        values.put("PARLEY_SLOW_CONSUMER_SECONDS", SLOW_CONSUMER_SECONDS);
        values.put("PARLEY_FEED_EVENTS", FEED_EVENTS);
        values.put("PARLEY_FEED_FRAME_BYTES", FRAMES);
        values.put("PARLEY_FEED_ROOMS", ROOMS);
        values.put("PARLEY_CHAT_ROOMS", ROOMS);
        values.put("PARLEY_AUTH_HASH_QUEUE", HASH_QUEUE);
        values.put("PARLEY_CONNECTS_PER_SECOND", 0); // crowds come at once; HerdIT is about that
        values.put("PARLEY_HTTP_HEADER_SECONDS", HTTP_HEADER_SECONDS);
        values.put("PARLEY_HTTP_IDLE_SECONDS", HTTP_IDLE_SECONDS);
        values.put("PARLEY_HTTP_BODY_SECONDS", HTTP_BODY_SECONDS);
        Map<String, String> settings = new LinkedHashMap<>();
        values.forEach((key, value) -> settings.put(key, value.toString()));
        return settings;
    }
}
