package dev.parley.e2e.abuse;

import dev.parley.e2e.Meters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process holds: of memory, of descriptors, of connections. Asks each time. */
final class Vitals {
    private static final String FORGET_THE_PEAK = "5";

    private final Path proc;
    private final Meters meters;
    private final long pid;

    Vitals(long pid, int managementPort) {
        this.pid = pid;
        this.proc = Path.of("/proc", Long.toString(pid));
        this.meters = new Meters(managementPort);
    }

    /** The most bytes of the machine's memory that it has held at once since {@link #forgetPeak}. */
    long peakResident() {
        return Bounds.KIB * number(lines(proc.resolve("status")), "VmHWM:");
    }

    /** Begins to look for the peak anew; where the kernel does not let us, the peak is that of its whole life. */
    void forgetPeak() {
        try {
            Files.writeString(proc.resolve("clear_refs"), FORGET_THE_PEAK);
        } catch (IOException notAllowed) {
            // an older peak is a stricter test
        }
    }

    /** Bytes of living objects and of direct buffers. */
    long live() {
        return liveHeap() + direct();
    }

    /** Bytes of direct buffers. */
    long direct() {
        return meter("jvm_buffer_memory_used_bytes{id=\"direct\"");
    }

    /** The connections of that door, by its gauge. */
    long connections(String door) {
        return meter("parley_connections{door=\"" + door + "\"");
    }

    /** The connections of all doors, by their gauges. */
    long connections() {
        return meter("parley_connections{");
    }

    /** Open sockets: also those that no gauge counts. */
    long sockets() {
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            return open.filter(Vitals::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** How many descriptors it may have. */
    static long allowedDescriptors() {
        return number(lines(Path.of("/proc/self/limits")), "Max open files");
    }

    /** The sum of the meters whose name and first labels are these. */
    long meter(String prefix) {
        return meters.sum(prefix);
    }

    /**
     * Bytes of living objects: the last line of a class histogram, which the JVM counts at the same safepoint as it
     * collects. What a meter shows after a collection has grown by all that was allocated in between, several MiB under
     * load. Asked as {@code jcmd} does, without the second that it takes to start: over the socket that its first run
     * opens.
     */
    private long liveHeap() {
        Path attach = Path.of("/tmp/.java_pid" + pid);
        try {
            if (!Files.exists(attach)) {
                openAttachSocket();
            }
            try (SocketChannel jvm = SocketChannel.open(UnixDomainSocketAddress.of(attach))) {
                jvm.write(ByteBuffer.wrap("1\0jcmd\0GC.class_histogram\0\0\0".getBytes(StandardCharsets.US_ASCII)));
                String answer = new String(Channels.newInputStream(jvm).readAllBytes(), StandardCharsets.US_ASCII);
                // Total, instances, bytes
                return Long.parseLong(
                        answer.substring(answer.lastIndexOf("Total")).trim().split("\\s+", 4)[2]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void openAttachSocket() throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            int status = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "VM.version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("jcmd ended with " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Stream<String> lines, String prefix) {
        String line = lines.filter(each -> each.startsWith(prefix)).findFirst().orElseThrow();
        return Long.parseLong(line.substring(prefix.length()).trim().split("\\s+", 2)[0]);
    }
}
