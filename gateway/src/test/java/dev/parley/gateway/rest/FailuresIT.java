package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class FailuresIT {
    private Vertx vertx;
    private URI base;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().failureHandler(new Failures());
        router.get("/thrown").handler(context -> {
            throw new IllegalStateException("SELECT secret");
        });
        router.get("/bare").handler(context -> context.fail(500));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        base = URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatNobodyExpectedIsAnIncidentOfItsOwnWithoutItsText() {
        Response first = new Request(base, "GET", "/thrown").send();
        Response second = new Request(base, "GET", "/thrown").send();

        assertThat(first.refuses(ErrorCode.INTERNAL))
                .matches("incident [0-9a-f-]{36}")
                .isNotEqualTo(second.refuses(ErrorCode.INTERNAL));
    }

    @Test
    void aFailureWithoutACauseIsAnIncidentToo() {
        assertThat(new Request(base, "GET", "/bare").send().refuses(ErrorCode.INTERNAL))
                .startsWith("incident ");
    }
}
