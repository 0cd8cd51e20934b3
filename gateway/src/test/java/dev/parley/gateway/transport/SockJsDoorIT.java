package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.Wheel;
import dev.parley.platform.config.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SockJsDoorIT {
    private static final int MAX_BODY_BYTES = 65_536;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    @BeforeEach
    void open() throws Exception {
        Promise<HttpServer> listening = Promise.promise();
        vertx.getOrCreateContext().runOnContext(ignored -> {
            Sessions sessions = new Sessions(
                    SessionOptions.of(Settings.load(Map.of())),
                    Wheel.turning(vertx),
                    Clock.systemUTC(),
                    new SessionMeters(new SimpleMeterRegistry()));
            Router router = Router.router(vertx);
            new SockJsDoor(vertx, sessions, SockJsServer.alone(vertx)).mount(router, List.of("/sockjs"));
            vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .onComplete(listening);
        });
        port = listening
                .future()
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void whoAsksForItIsGreeted() throws Exception {
        assertThat(get("/sockjs").body()).isEqualTo("Welcome to SockJS!\n");
        assertThat(get("/sockjs/").body()).isEqualTo("Welcome to SockJS!\n");
    }

    @Test
    void aPollSaysThatItsConnectionWillBeClosed() throws Exception {
        HttpResponse<String> opened = post("/sockjs/000/one/xhr", "");

        assertThat(opened.body()).isEqualTo("o\n");
        assertThat(opened.headers().firstValue("connection")).hasValue("close");
    }

    @Test
    void aFrameOverTheLimitGetsTheErrorOfEveryOtherDoor() throws Exception {
        post("/sockjs/000/two/xhr", "");
        String frame = "[\"SEND\\ndestination:/d\\n\\n" + "x".repeat(MAX_BODY_BYTES + 1) + "\\u0000\"]";

        HttpResponse<String> sent = post("/sockjs/000/two/xhr_send", frame);

        assertThat(sent.statusCode()).isEqualTo(204);
        assertThat(post("/sockjs/000/two/xhr", "").body())
                .startsWith("a[\"ERROR")
                .contains("code:too-large");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
