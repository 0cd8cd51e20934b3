package dev.parley.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Asks every process, several times a second, how many processes it sees in the cluster, and puts that down. */
final class Membership implements AutoCloseable {
    private static final String LISTED = "parley_cluster_listed ";
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Thread> askers = new ArrayList<>();
    private final MemberLists lists;

    /**
     * Begins to ask.
     *
     * @param metrics where those of each process are, by its name
     */
    Membership(Map<String, URI> metrics) {
        this.lists = new MemberLists(metrics.keySet(), Instant.now());
        metrics.forEach((process, at) -> {
            Thread asker = new Thread(() -> goOn(process, at), "chaos-members-of-" + process);
            asker.setDaemon(true);
            askers.add(asker);
        });
        askers.forEach(Thread::start);
    }

    /** What they said. */
    MemberLists lists() {
        return lists;
    }

    private void goOn(String process, URI at) {
        while (!Thread.currentThread().isInterrupted()) {
            ask(process, at);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void ask(String process, URI at) {
        Instant asked = Instant.now();
        int members = MemberLists.NO_ANSWER;
        try {
            HttpRequest request = HttpRequest.newBuilder(at).timeout(PATIENCE).build();
            members = members(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            // It is not there, or stands still.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lists.said(process, asked, Instant.now(), members);
    }

    /** How many Hazelcast lists, by those metrics; a process that is about to join again may say that it is no number. */
    static int members(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(LISTED))
                .map(line -> Double.parseDouble(line.substring(LISTED.length())))
                .filter(value -> !value.isNaN())
                .map(Double::intValue)
                .findFirst()
                .orElse(MemberLists.NO_ANSWER);
    }

    @Override
    public void close() {
        askers.forEach(Thread::interrupt);
    }
}
