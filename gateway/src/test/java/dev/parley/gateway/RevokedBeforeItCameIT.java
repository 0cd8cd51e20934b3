package dev.parley.gateway;

import static dev.parley.gateway.identity.AuthService.ALICE;
import static dev.parley.gateway.identity.AuthService.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.NumberedRevocation;
import dev.parley.contracts.auth.Revocations;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.gateway.bridge.TestServices;
import dev.parley.gateway.identity.AuthService;
import dev.parley.gateway.identity.TestKey;
import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.platform.config.Settings;
import dev.parley.platform.health.Health;
import dev.parley.platform.metrics.Meters;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.Ports;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole gateway that starts while nobody can tell it what was revoked before. */
class RevokedBeforeItCameIT {
    private final TestEdge edge = new TestEdge(1);
    private final Meters meters = new Meters();
    private final TestKey key = new TestKey("k1");
    private final AuthService auth = AuthService.serving(edge, TestKey.jwks(key));
    private final int port = Ports.free();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Service.Running gateway = start();

    private Service.Running start() {
        auth.revocations(Future.failedFuture(Refusal.unavailable("away")));
        assertThat(new TestServices(edge).authors()).isEmpty();
        Settings settings = Settings.load(Map.of(
                "PARLEY_HTTP_HOST", "127.0.0.1",
                "PARLEY_HTTP_PORT", Integer.toString(port),
                "PARLEY_STOMP_TCP_HOST", "127.0.0.1",
                "PARLEY_STOMP_TCP_PORT", Integer.toString(Ports.free()),
                "PARLEY_EVENT_LOOPS", "2",
                "PARLEY_SHUTDOWN_SECONDS", "1",
                "PARLEY_DRAIN_WAIT_SECONDS", "0",
                "PARLEY_DRAIN_SECONDS", "0"));
        ServiceRuntime runtime = new ServiceRuntime(
                new LocalBackbone(edge.backbone(), TestServices.GATEWAY), edge.bus(), settings, new Health(), meters);
        return TestEdge.done(new GatewayService(List.of()).start(runtime));
    }

    @AfterEach
    void stop() {
        TestEdge.done(gateway.stop());
        edge.close();
        meters.close();
    }

    @Test
    void nobodyIsBelievedUntilItKnows() {
        HttpResponse<String> early = me(ALICE);
        assertThat(early.statusCode()).as(early.body()).isEqualTo(503);

        LoginRevoked ofAlice = new LoginRevoked(ALICE.id(), null, null);
        auth.revocations(Future.succeededFuture(
                new Revocations(List.of(new NumberedRevocation(1, Long.MAX_VALUE, ofAlice)), false)));

        Eventually.within(TestEdge.SOON, () -> assertThat(me(BOB).statusCode()).isEqualTo(200));
        Eventually.within(TestEdge.SOON, () -> {
            HttpResponse<String> answer = me(ALICE);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("revoked");
        });
    }

    private HttpResponse<String> me(Actor who) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/me"))
                .header("Authorization", "Bearer " + key.token(who))
                .timeout(TestEdge.SOON)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
