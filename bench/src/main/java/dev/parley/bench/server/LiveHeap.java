package dev.parley.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What is alive in the heap of another JVM. Blocks. */
final class LiveHeap {
    private LiveHeap() {}

    /** Bytes of all objects that can be reached: jcmd collects the garbage before it counts. */
    static long bytes(long pid) {
        List<String> lines = jcmd(pid, "GC.class_histogram").lines().toList();
        String total = lines.stream()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("jcmd gave no histogram of " + pid + ": " + lines));
        return Long.parseLong(total.trim().split("\\s+", -1)[2]);
    }

    private static String jcmd(long pid, String command) {
        try {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process process = new ProcessBuilder(jcmd, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
