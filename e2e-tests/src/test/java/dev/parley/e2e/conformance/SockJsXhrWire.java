package dev.parley.e2e.conformance;

import dev.parley.testkit.stomp.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** SockJS on {@code xhr_streaming}, or on {@code xhr}, which is polling: both are a request after the other for frames. */
final class SockJsXhrWire implements Wire {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int OK = 200;

    private final URI session;
    private final SockJsMessages messages;
    private volatile boolean cut;
    private volatile CompletableFuture<?> asking = CompletableFuture.completedFuture("");
    private volatile InputStream answer = InputStream.nullInputStream();

    /** @param door where the SockJS door is */
    SockJsXhrWire(URI door, String transport, Receiver receiver) {
        this.session = URI.create(door + "/000/" + UUID.randomUUID() + "/");
        this.messages = new SockJsMessages(receiver);
        Thread reader = new Thread(() -> readAll(transport), transport + "-" + session);
        reader.setDaemon(true);
        reader.start();
        messages.awaitOpen();
    }

    private void readAll(String transport) {
        String why = "cut";
        try {
            while (!cut) {
                CompletableFuture<HttpResponse<InputStream>> response =
                        HTTP.sendAsync(post(transport, ""), BodyHandlers.ofInputStream());
                asking = response;
                read(response.get());
            }
        } catch (IOException | ExecutionException | CancellationException e) {
            why = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        messages.onClosed(why);
    }

    private void read(HttpResponse<InputStream> response) throws IOException {
        if (response.statusCode() != OK) {
            throw new IOException("HTTP status " + response.statusCode());
        }
        answer = response.body();
        try (BufferedReader frames = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
            for (String frame = frames.readLine(); frame != null; frame = frames.readLine()) {
                messages.onFrame(frame);
                if (frame.startsWith("c")) {
                    throw new IOException("SockJS closed the session");
                }
            }
        }
    }

    @Override
    public void send(byte[] bytes) {
        try {
            HTTP.sendAsync(post("xhr_send", SockJsMessages.packed(bytes)), BodyHandlers.discarding())
                    .get(STEP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException closed) {
            // the reader has the last frames, and then the end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void cut() {
        cut = true;
        asking.cancel(true);
        try {
            answer.close();
        } catch (IOException closed) {
            // it had ended already
        }
    }

    private HttpRequest post(String what, String body) {
        return HttpRequest.newBuilder(session.resolve(what))
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }
}
