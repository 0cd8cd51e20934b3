package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.TestEdge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private static final int LET_IN = 200;
    private static final int REFUSED = 403;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final AtomicInteger reached = new AtomicInteger();

    @AfterEach
    void close() {
        TestEdge.done(vertx.close());
    }

    private int port(String... allowed) {
        Router router = Router.router(vertx);
        router.route().handler(new Origins(List.of(allowed)));
        router.route().handler(context -> {
            reached.incrementAndGet();
            context.response().end();
        });
        return TestEdge.done(vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort));
    }

    private int status(int port, @Nullable String origin) {
        return TestEdge.done(
                client.request(HttpMethod.GET, port, "127.0.0.1", "/").compose(request -> send(request, origin)));
    }

    private static Future<Integer> send(HttpClientRequest request, @Nullable String origin) {
        if (origin != null) {
            request.putHeader("Origin", origin);
        }
        return request.send().map(response -> response.statusCode());
    }

    @Test
    void whoIsNoBrowserIsLetIn() {
        assertThat(status(port("https://chat.example"), null)).isEqualTo(LET_IN);
    }

    @Test
    void anOriginOfTheListIsLetIn() {
        int port = port("https://a.example", "https://b.example");

        assertThat(status(port, "https://a.example")).isEqualTo(LET_IN);
        assertThat(status(port, "https://b.example")).isEqualTo(LET_IN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://chat.example",
                "https://chat.example:8443",
                "https://chat.example.evil.example",
                "https://sub.chat.example",
                "https://chat.example/",
                "null",
                "*",
                ""
            })
    void anyOtherOriginIsRefusedAndReachesNothing(String origin) {
        assertThat(status(port("https://chat.example"), origin)).isEqualTo(REFUSED);
        assertThat(reached).hasValue(0);
    }

    @Test
    void theStarLetsEverybodyIn() {
        int port = port("*");

        assertThat(status(port, "https://anywhere.example")).isEqualTo(LET_IN);
        assertThat(status(port, "null")).isEqualTo(LET_IN);
    }

    @Test
    void theGatewaysOwnPageIsLetInAlsoBehindTls() {
        int port = port("https://chat.example");

        assertThat(status(port, "http://127.0.0.1:" + port)).isEqualTo(LET_IN);
        assertThat(status(port, "https://127.0.0.1:" + port)).isEqualTo(LET_IN);
        assertThat(status(port, "http://127.0.0.1:1")).isEqualTo(REFUSED);
    }

    @Test
    void withoutAListOnlyTheOwnPageIsLetIn() {
        int port = port();

        assertThat(status(port, "http://127.0.0.1:" + port)).isEqualTo(LET_IN);
        assertThat(status(port, "https://chat.example")).isEqualTo(REFUSED);
    }
}
