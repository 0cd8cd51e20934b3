package dev.parley.gateway.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.AdmitExternal;
import dev.parley.contracts.model.Actor;
import dev.parley.gateway.GatewayService;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.bridge.BridgeClient;
import dev.parley.gateway.bridge.TestServices;
import dev.parley.gateway.identity.AuthService;
import dev.parley.gateway.identity.TestKey;
import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.platform.config.Settings;
import dev.parley.platform.health.Health;
import dev.parley.platform.metrics.Meters;
import dev.parley.testkit.Ports;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole gateway with one event loop that trusts its own auth service and other issuers, and the doors that a token can
 * be shown at. What lies behind it is remembered, so that a test sees what an attack has changed.
 */
public final class GuardedGateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> STOMP_DOORS = List.of("tcp", "ws", "sockjs");

    private final TestKey own = new TestKey("k1");
    private final TestEdge edge = new TestEdge(1);
    private final AuthService auth = AuthService.serving(edge, TestKey.jwks(own));
    private final TestServices services = new TestServices(edge);
    private final Meters meters = new Meters();
    private final int tcpPort = Ports.free();
    private final int port = Ports.free();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Service.Running gateway;

    /** Everything that somebody who came in would have changed. */
    private record Changes(List<AdmitExternal> admitted, List<Actor> authors) {}

    /** Trusting these, as they are named in PARLEY_AUTH_ISSUERS. */
    public GuardedGateway(JsonObject... issuers) {
        this(Map.of(), issuers);
    }

    /** The same with more settings. */
    public GuardedGateway(Map<String, String> more, JsonObject... issuers) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "PARLEY_HTTP_HOST", "127.0.0.1",
                "PARLEY_HTTP_PORT", Integer.toString(port),
                "PARLEY_STOMP_TCP_HOST", "127.0.0.1",
                "PARLEY_STOMP_TCP_PORT", Integer.toString(tcpPort),
                "PARLEY_EVENT_LOOPS", "1",
                "PARLEY_SHUTDOWN_SECONDS", "1",
                "PARLEY_DRAIN_WAIT_SECONDS", "0",
                "PARLEY_DRAIN_SECONDS", "0",
                "PARLEY_AUTH_ISSUERS", new JsonArray(List.of((Object[]) issuers)).encode()));
        settings.putAll(more);
        ServiceRuntime runtime = new ServiceRuntime(
                new LocalBackbone(edge.backbone(), TestServices.GATEWAY),
                edge.bus(),
                Settings.load(settings),
                new Health(),
                meters);
        gateway = TestEdge.done(new GatewayService(List.of()).start(runtime));
    }

    /** The key of the own auth service. */
    public TestKey own() {
        return own;
    }

    public AuthService auth() {
        return auth;
    }

    /** Who posted to the lobby. */
    public List<Actor> authors() {
        return List.copyOf(services.authors());
    }

    /** Asserts that a token is refused at every door, and that nobody has come in. */
    void refuses(String token) {
        refuses(token, "unauthenticated");
    }

    /** The same, with the code that it is refused with. */
    void refuses(String token, String code) {
        Changes before = changes();

        for (String door : STOMP_DOORS) {
            assertThat(refusal(doors().open(door, List.of()), "Authorization", "Bearer " + token))
                    .as(door)
                    .isEqualTo(code);
        }
        assertThat(refusalOf("login", "alice", "passcode", token)).isEqualTo(code);
        assertThat(refusalAtTheBridge(token)).isEqualTo(code);
        HttpResponse<String> answer = get("/api/v1/me", "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo(code);
        assertThat(answer.body()).doesNotContain(token);

        assertThat(changes()).isEqualTo(before);
    }

    /** Asserts that a token is believed at every door, and tells as whom. */
    public JsonObject accepts(String token) {
        try (StompClient byHeader = connection();
                StompClient byWebSocket = doors().open("ws", List.of());
                StompClient bySockJs = doors().open("sockjs", List.of());
                StompClient byPasscode = connection()) {
            StompFrame connected = byHeader.connect("Authorization", "Bearer " + token);
            StompFrame again = byPasscode.connect("login", "whoever", "passcode", token);
            assertThat(connected.header("token-expires")).isPresent();
            assertThat(again.header("user-id")).isEqualTo(connected.header("user-id"));
            for (StompClient other : List.of(byWebSocket, bySockJs)) {
                assertThat(other.connect("Authorization", "Bearer " + token).header("user-id"))
                        .isEqualTo(connected.header("user-id"));
            }
            JsonObject me = new JsonObject(get("/api/v1/me", "Bearer " + token).body());
            assertThat(Optional.of(me.getString("id"))).isEqualTo(connected.header("user-id"));
            assertThat(Optional.of(me.getString("username"))).isEqualTo(connected.header("user-name"));
            int said = authors().size();
            postAtTheBridge(token).answer("a1");
            assertThat(authors().get(said).id().value()).isEqualTo(me.getString("id"));
            return me;
        }
    }

    private Gateway doors() {
        return new Gateway("127.0.0.1", port, tcpPort);
    }

    /** A STOMP connection that has said nothing yet. */
    public StompClient connection() {
        return StompClient.overTcp("127.0.0.1", tcpPort);
    }

    /** The code of the ERROR that a CONNECT with these headers gets, after which the connection is closed. */
    String refusalOf(String... namesAndValues) {
        return refusal(connection(), namesAndValues);
    }

    private static String refusal(StompClient opened, String... namesAndValues) {
        try (StompClient client = opened) {
            client.send(connect(namesAndValues));
            StompFrame answer = client.expect("an answer", frame -> true, PATIENCE);
            assertThat(answer.command()).as(answer.toString()).isEqualTo("ERROR");
            String code = answer.header("code").orElseThrow();
            client.expectClosed(PATIENCE);
            assertThat(client.unread()).isEmpty();
            return code;
        }
    }

    /** The code that a message on the event-bus bridge with this token fails with. */
    String refusalAtTheBridge(String token) {
        return postAtTheBridge(token).failure();
    }

    /** Answers a GET with this Authorization. */
    public HttpResponse<String> get(String path, String authorization) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", authorization));
    }

    /** Answers a POST of a form with this Authorization. */
    public HttpResponse<String> postForm(String path, String authorization, String form) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    static StompFrame connect(String... namesAndValues) {
        Map<String, String> headers =
                new HashMap<>(StompFrame.of("CONNECT", namesAndValues).headers());
        headers.put("accept-version", "1.2");
        headers.put("host", "parley");
        return new StompFrame("CONNECT", headers, "");
    }

    @Override
    public void close() {
        TestEdge.done(gateway.stop());
        edge.close();
        meters.close();
    }

    private BridgeClient postAtTheBridge(String token) {
        BridgeClient client = new BridgeClient(edge.backbone(), port).as(token);
        client.post("hello", "a1");
        return client;
    }

    private Changes changes() {
        return new Changes(auth.admitted(), authors());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
