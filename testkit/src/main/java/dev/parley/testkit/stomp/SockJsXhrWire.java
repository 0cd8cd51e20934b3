package dev.parley.testkit.stomp;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** STOMP in SockJS messages by polling (SockJS 0.3.3, "xhr"): one poll after the other, each answered by one SockJS frame. */
final class SockJsXhrWire implements Wire {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int OK = 200;

    /** A poll waits for something to say, and the server says something at least every 25 seconds. */
    private static final Duration POLL = Duration.ofMinutes(2);

    private final String session;
    private final Receiver receiver;
    private final Receiver unpacked;
    private volatile boolean over;
    private volatile CompletableFuture<?> poll;

    /** @param uri that of the SockJS door */
    SockJsXhrWire(URI uri, Receiver receiver) {
        this.session = uri + "/000/" + UUID.randomUUID().toString().replace("-", "");
        this.receiver = receiver;
        this.unpacked = SockJsWire.unpacked(receiver);
        HttpResponse<String> opened = post("/xhr", BodyPublishers.noBody())
                .orTimeout(STEP_SECONDS, TimeUnit.SECONDS)
                .join();
        if (!opened.body().startsWith("o")) {
            throw new IllegalStateException("no SockJS session: " + opened.statusCode() + " " + opened.body());
        }
        this.poll = polled();
    }

    private CompletableFuture<HttpResponse<String>> post(String call, BodyPublisher body) {
        return HTTP.sendAsync(
                HttpRequest.newBuilder(URI.create(session + call))
                        .timeout(POLL)
                        .POST(body)
                        .build(),
                BodyHandlers.ofString());
    }

    private CompletableFuture<?> polled() {
        return post("/xhr", BodyPublishers.noBody()).whenComplete(this::heard);
    }

    private void heard(@Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        if (over) {
            return;
        }
        if (answer == null || answer.statusCode() != OK) {
            over = true;
            receiver.onClosed(answer == null ? String.valueOf(failure) : "SockJS poll: " + answer.statusCode());
            return;
        }
        over = answer.body().startsWith("c");
        unpacked.onBytes(answer.body().getBytes(StandardCharsets.UTF_8));
        if (!over) {
            poll = polled();
        }
    }

    @Override
    public synchronized void send(byte[] bytes) {
        try {
            post("/xhr_send", BodyPublishers.ofString(SockJsWire.packed(bytes)))
                    .orTimeout(STEP_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException closed) {
            // the poll has the last frames, and then the end
        }
    }

    @Override
    public void cut() {
        over = true;
        poll.cancel(true);
    }
}
