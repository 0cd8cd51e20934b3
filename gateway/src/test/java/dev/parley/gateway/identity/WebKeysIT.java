package dev.parley.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.jwt.IdentityProvider;
import dev.parley.testkit.jwt.IssuerKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebKeysIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Vertx vertx = Vertx.vertx();
    private final IdentityProvider provider = new IdentityProvider(IssuerKey.es256("k"));

    @AfterEach
    void close() {
        provider.close();
        settled(vertx.close());
    }

    private static <T> Future<T> settled(Future<T> future) {
        try {
            future.transform(done -> Future.succeededFuture(done.succeeded()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            return future;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private Future<String> fetched(String url, Duration within) {
        WebKeys keys = new WebKeys(vertx, URI.create(url), within);
        Future<String> fetch = settled(keys.fetch());
        assertThat(keys).isNotNull(); // so that its client is not collected before the answer
        return fetch;
    }

    @Test
    void theSetIsFetched() {
        assertThat(fetched(provider.keys(), LONG).result()).contains("\"kid\":\"k\"");
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (IdentityProvider elsewhere = new IdentityProvider(IssuerKey.es256("e"))) {
            provider.answerWith(302, elsewhere.keys());

            assertThat(fetched(provider.keys(), LONG).failed()).isTrue();
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void anotherAnswerIsNoSet() {
        provider.answerWith(500, "");

        assertThat(fetched(provider.keys(), LONG).failed()).isTrue();
    }

    @Test
    void aSetOverTheSizeIsGivenUp() {
        provider.publish("{\"keys\":[]," + " ".repeat(WebKeys.MAX_BYTES) + "\"x\":1}");

        Future<String> fetch = fetched(provider.keys(), LONG);

        assertThat(fetch.failed()).isTrue();
        assertThat(fetch.cause()).hasMessageContaining("too large");
    }

    @Test
    void whoNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(fetched("http://127.0.0.1:" + silent.getLocalPort() + "/", SHORT)
                            .failed())
                    .isTrue();
        }
    }

    /** A byte now and then keeps a connection from being idle, and is no answer all the same; its connection is cut. */
    @Test
    void whoAnswersForEverIsGivenUpAndCutOff() throws IOException {
        try (ServerSocket slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> cut = CompletableFuture.supplyAsync(() -> trickle(slow));

            assertThat(fetched("http://127.0.0.1:" + slow.getLocalPort() + "/", SHORT)
                            .failed())
                    .isTrue();
            assertThat(cut.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
        }
    }

    /** Writes until the other end is gone. */
    private static boolean trickle(ServerSocket server) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(' ');
                out.flush();
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        } catch (SocketException cut) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoIsNotThereIsGivenUp() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }

        assertThat(fetched("http://127.0.0.1:" + port + "/", LONG).failed()).isTrue();
    }
}
