package dev.parley.e2e;

import dev.parley.testkit.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a process counts, as it tells it on 127.0.0.1. Asks each time; fails where it does not answer. */
public record Meters(int managementPort) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration WITHIN = Duration.ofSeconds(20);

    static Meters of(JavaProcess process) {
        return new Meters(process.spec().managementPort());
    }

    /** How many messages it has stored since it was started, where it is a chat service. */
    long posted() {
        return sum("parley_chat_commands_total{code=\"ok\",type=\"PostMessage\"");
    }

    /** The sum of the meters whose name and first labels are these. */
    public long sum(String prefix) {
        return Math.round(scrape().lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum());
    }

    private String scrape() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                    .timeout(WITHIN)
                    .build();
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
