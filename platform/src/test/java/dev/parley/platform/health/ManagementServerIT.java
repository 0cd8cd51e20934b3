package dev.parley.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.config.Settings;
import dev.parley.platform.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the probes of a process are told. */
class ManagementServerIT {
    private static final Settings SETTINGS =
            Settings.load(Map.of("PARLEY_MANAGEMENT_HOST", "127.0.0.1", "PARLEY_MANAGEMENT_PORT", "0"));
    private static final Future<Void> LOST = Future.failedFuture("nobody finds it, and the passcode is tulip");

    private final Vertx vertx = Vertx.vertx();
    private final Health health = new Health();
    private final Meters meters = new Meters();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = get(new ManagementServer(health, meters, ManagementServer.Options.of(SETTINGS)).listen(vertx));
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
        meters.close();
    }

    @Test
    void whoHasNotStartedLivesAndIsNotReady() throws Exception {
        assertUp("live");
        assertDown("started", Map.of("start", "not finished"));
        assertDown("ready", Map.of("start", "not finished"));
    }

    @Test
    void whoHasStartedAndMissesNothingIsReady() throws Exception {
        health.register("addresses", Future::succeededFuture);
        health.registerVital("cluster", Future::succeededFuture);

        health.started();

        assertUp("live");
        assertUp("started");
        assertUp("ready");
    }

    @Test
    void whoDrainsLivesAndIsNotReady() throws Exception {
        health.started();

        health.draining();

        assertUp("live");
        assertUp("started");
        assertDown("ready", Map.of("drain", "in progress"));
    }

    @Test
    void whoMissesAPartIsNotReadyUntilItIsBack() throws Exception {
        AtomicReference<Future<Void>> addresses = new AtomicReference<>(LOST);
        health.register("addresses", addresses::get);
        health.register("chat-database", Future::succeededFuture);
        health.started();

        assertDown("ready", Map.of("addresses", "failing"));
        assertUp("live");

        addresses.set(Future.succeededFuture());
        assertUp("ready");
    }

    @Test
    void whoMissesWhatCannotBeGotBackIsNotEvenAlive() throws Exception {
        health.registerVital("cluster", () -> LOST);
        health.started();

        assertDown("live", Map.of("cluster", "failing"));
        assertDown("ready", Map.of("cluster", "failing"));
    }

    @Test
    void aCheckThatThrowsHasFailed() throws Exception {
        health.registerVital("cluster", () -> {
            throw new IllegalStateException("not joined");
        });
        health.started();

        assertDown("live", Map.of("cluster", "failing"));
        assertDown("ready", Map.of("cluster", "failing"));
    }

    @Test
    void allThatIsWrongIsSaid() throws Exception {
        health.register("addresses", () -> LOST);
        health.register("chat-database", () -> LOST);

        health.draining();

        assertDown(
                "ready",
                Map.of(
                        "start", "not finished",
                        "drain", "in progress",
                        "addresses", "failing",
                        "chat-database", "failing"));
    }

    @Test
    void aScrapeGetsTheMeters() throws Exception {
        meters.registry().counter("parley.example").increment();

        HttpResponse<String> scraped = ask("/metrics");

        assertThat(scraped.statusCode()).isEqualTo(200);
        assertThat(scraped.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(scraped.body()).contains("parley_example_total 1.0");
    }

    private void assertUp(String probe) throws Exception {
        HttpResponse<String> answer = ask("/health/" + probe);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject().put("status", "UP"));
    }

    /** Nothing is said but which part it is: the log has the rest. */
    private void assertDown(String probe, Map<String, String> problems) throws Exception {
        HttpResponse<String> answer = ask("/health/" + probe);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(
                        new JsonObject().put("status", "DOWN").put("problems", new JsonObject(Map.copyOf(problems))));
    }

    private HttpResponse<String> ask(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
