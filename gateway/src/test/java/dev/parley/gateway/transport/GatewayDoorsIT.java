package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.GatewayService;
import dev.parley.gateway.TestEdge;
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
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The doors of a whole gateway: from which pages, and from which addresses. 127.0.0.1 is a proxy that it trusts, every
 * other address of the machine is not; one connection from each address.
 */
class GatewayDoorsIT {
    private static final String SITE = "https://chat.example";
    private static final String[] HANDSHAKE = {
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw=="
    };

    private final TestEdge edge = new TestEdge(1);
    private final Meters meters = new Meters();
    private final int tcpPort = Ports.free();
    private final int port = Ports.free();
    private final List<RawHttp> open = new ArrayList<>();
    private Service.Running gateway;

    @BeforeEach
    void start() {
        AuthService.serving(edge, TestKey.jwks(new TestKey("k1")));
        assertThat(new TestServices(edge).authors()).isEmpty();
        Settings settings = Settings.load(Map.of(
                "PARLEY_HTTP_HOST", "127.0.0.1",
                "PARLEY_HTTP_PORT", Integer.toString(port),
                "PARLEY_STOMP_TCP_HOST", "127.0.0.1",
                "PARLEY_STOMP_TCP_PORT", Integer.toString(tcpPort),
                "PARLEY_SHUTDOWN_SECONDS", "1",
                "PARLEY_DRAIN_WAIT_SECONDS", "0",
                "PARLEY_AUTH_GUESTS", "true",
                "PARLEY_ALLOWED_ORIGINS", SITE,
                "PARLEY_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8, fd00::/8",
                "PARLEY_MAX_CONNECTIONS_PER_ADDRESS", "1"));
        ServiceRuntime runtime = new ServiceRuntime(
                new LocalBackbone(edge.backbone(), TestServices.GATEWAY), edge.bus(), settings, new Health(), meters);
        gateway = TestEdge.done(new GatewayService(List.of()).start(runtime));
    }

    @AfterEach
    void stop() throws IOException {
        for (RawHttp connection : open) {
            connection.close();
        }
        TestEdge.done(gateway.stop());
        edge.close();
        meters.close();
    }

    private RawHttp ask(String method, String path, String... headers) throws IOException {
        RawHttp answer = RawHttp.ask(port, method, path, "", headers);
        open.add(answer);
        return answer;
    }

    private int status(String method, String path, String... headers) throws IOException {
        return ask(method, path, headers).status();
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    /** What is asked for, and how it is answered to whom it may be; an xhr_send without its session is 404. */
    @ParameterizedTest
    @CsvSource({
        "GET, /ws, 101",
        "GET, /ws-sockjs/info, 200",
        "GET, /ws-sockjs/iframe.html, 200",
        "POST, /ws-sockjs/000/a/xhr, 200",
        "POST, /ws-sockjs/000/a/xhr_streaming, 200",
        "POST, /ws-sockjs/000/a/xhr_send, 404",
        "GET, /ws-sockjs/000/a/eventsource, 200",
        "GET, /ws-sockjs/000/a/websocket, 101",
        "GET, /ws-sockjs/websocket, 101",
        "GET, /eventbus/info, 200",
        "POST, /eventbus/000/a/xhr, 200",
        "POST, /eventbus/000/a/xhr_streaming, 200",
        "POST, /eventbus/000/a/xhr_send, 404",
        "GET, /eventbus/000/a/eventsource, 200",
        "GET, /eventbus/000/a/websocket, 101",
        "GET, /eventbus/websocket, 101",
        "GET, /api/openapi.json, 200",
        "GET, /api/v1/me, 401",
        "GET, /, 200"
    })
    void whereAPageMayComeFromIsTheSameAtEveryDoor(String method, String path, int answer) throws IOException {
        String[] asking = path.endsWith("/websocket") || path.equals("/ws") ? HANDSHAKE : new String[0];
        for (String stranger : List.of("https://evil.example", "null", SITE + ".evil.example", SITE + ":8443")) {
            assertThat(status(method, path, with(asking, "Origin: " + stranger)))
                    .as(stranger)
                    .isEqualTo(403);
        }

        for (String[] welcome :
                List.of(new String[] {"Origin: " + SITE}, new String[] {"Origin: http://x"}, new String[0])) {
            String client = "X-Forwarded-For: 203.0.113." + (10 + open.size());
            String own = path.replace("/a/", "/s" + open.size() + "/"); // a session of its own, from its own address
            assertThat(status(method, own, with(with(asking, client), welcome)))
                    .as(String.join(", ", welcome))
                    .isEqualTo(answer);
        }
    }

    @Test
    void aTrustedProxysClientsAreCountedEachForItself() throws IOException {
        assertThat(status("GET", "/ws", with(HANDSHAKE, "X-Forwarded-For: 203.0.113.1")))
                .isEqualTo(101);
        assertThat(status("GET", "/ws", with(HANDSHAKE, "X-Forwarded-For: 203.0.113.2")))
                .isEqualTo(101);
        assertThat(status("GET", "/ws", with(HANDSHAKE, "X-Forwarded-For: 2001:db8:1::1")))
                .isEqualTo(101);
        assertThat(status("GET", "/ws", with(HANDSHAKE, "X-Forwarded-For: 203.0.113.1")))
                .isEqualTo(503);
        assertThat(status("GET", "/ws", with(HANDSHAKE, "X-Forwarded-For: [2001:db8:1::2]:80")))
                .isEqualTo(503);
    }

    @Test
    void whatAClientWroteBeforeItsProxyDidMakesItNobodyElse() throws IOException {
        assertThat(status("GET", "/ws", with(HANDSHAKE, "X-Forwarded-For: 203.0.113.1")))
                .isEqualTo(101);

        for (String forged : List.of(
                "X-Forwarded-For: 198.51.100.1, 203.0.113.1",
                "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: 203.0.113.1, 10.0.0.1, fd00::1",
                "x-forwarded-for: garbage\r\nX-FORWARDED-FOR: 203.0.113.1",
                "X-Forwarded-For: 203.0.113.1\r\nForwarded: for=198.51.100.1\r\nX-Real-IP: 198.51.100.1",
                "X-Forwarded-For: 203.0.113.1\r\nX_Forwarded_For: 198.51.100.1",
                "X-Forwarded-For: 203.0.113.1\r\nX-Parley-Forwarded: secret 1 198.51.100.1",
                "X-Forwarded-For: 198.51.100.1,\r\n 203.0.113.1")) {
            assertThat(status("GET", "/ws", with(HANDSHAKE, forged))).as(forged).isIn(503, 400);
        }
    }

    @Test
    void onlyAProxyMaySayThatItEndedTls() throws IOException {
        String header = "strict-transport-security";
        String https = "X-Forwarded-Proto: https";

        assertThat(ask("GET", "/", https).header(header)).startsWith("max-age=");
        assertThat(ask("GET", "/", "X-Forwarded-Proto: http").header(header)).isNull();
        assertThat(ask("GET", "/").header(header)).isNull();
        RawHttp stranger = RawHttp.askFromElsewhere(port, "GET", "/", "", https);
        open.add(stranger);
        assertThat(stranger.header(header)).isNull();
    }

    @Test
    void whoIsNoProxyIsCountedWhereItIsWhateverItSays() throws IOException {
        for (String[] forged : List.of(new String[0], new String[] {"X-Forwarded-For: 198.51.100.1"})) {
            open.add(RawHttp.askFromElsewhere(port, "GET", "/ws", "", with(HANDSHAKE, forged)));
        }

        assertThat(open.get(0).status()).isEqualTo(101);
        assertThat(open.get(1).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws-sockjs", "/eventbus"})
    void aSessionThatPollsIsItsOpenersOnlyBehindTheSameProxyToo(String endpoint) throws IOException {
        String mine = "X-Forwarded-For: 203.0.113.1";
        assertThat(status("POST", endpoint + "/000/p/xhr_streaming", mine)).isEqualTo(200); // and stays

        assertThat(status("POST", endpoint + "/000/p/xhr", "X-Forwarded-For: 203.0.113.2"))
                .isEqualTo(404);
        assertThat(status("POST", endpoint + "/000/p/xhr_send", "X-Forwarded-For: 203.0.113.2, 10.0.0.1"))
                .isEqualTo(404);
        assertThat(status("POST", endpoint + "/000/p/xhr_send")).isEqualTo(404);
        try (RawHttp forger = RawHttp.askFromElsewhere(port, "POST", endpoint + "/000/p/xhr_send", "[\"a\"]", mine)) {
            assertThat(forger.status()).isEqualTo(404);
        }
        assertThat(RawHttp.ask(port, "POST", endpoint + "/000/p/xhr_send", "[\"\"]", mine + ", 10.0.0.1")
                        .status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "/ws-sockjs/000/a/xhr_streaming, /ws-sockjs/000/b/xhr_streaming, POST",
        "/eventbus/000/a/xhr_streaming, /eventbus/000/b/xhr_streaming, POST",
        "/ws-sockjs/websocket, /eventbus/websocket, GET",
        "/eventbus/000/a/websocket, /ws-sockjs/000/b/websocket, GET"
    })
    void sessionsOfSockJsHaveTheClientsAddressToo(String first, String second, String method) throws IOException {
        String[] asking = method.equals("GET") ? HANDSHAKE : new String[0];
        assertThat(status(method, first, with(asking, "X-Forwarded-For: 203.0.113.1")))
                .isIn(101, 200);

        Eventually.within(
                TestEdge.SOON,
                () -> assertThat(status(method, second, with(asking, "X-Forwarded-For: 203.0.113.1")))
                        .isEqualTo(503));
        assertThat(status(method, second, with(asking, "X-Forwarded-For: 203.0.113.2")))
                .isIn(101, 200);
    }

    /** STOMP 1.2, "Augmented BNF": a value may be empty, and so is an id that is. */
    @ParameterizedTest
    @ValueSource(strings = {"/topic/a", "/queue/a", "/subscribe/chat/room/lobby"})
    void aSubscriptionMayHaveAnEmptyId(String destination) {
        try (StompClient alice = StompClient.overTcp("127.0.0.1", tcpPort)) {
            alice.connect();
            alice.send(StompFrame.of("SUBSCRIBE", "id", "", "destination", destination, "receipt", "heard"));
            alice.expectReceipt("heard");

            alice.send(StompFrame.of(
                            "SEND", "destination", destination.replace("/subscribe", "/publish"), "receipt", "sent")
                    .withBody("hi"));

            assertThat(alice.expectMessage("").body()).contains("hi");
            alice.expectReceipt("sent");
            alice.send(StompFrame.of("UNSUBSCRIBE", "id", "", "receipt", "over"));
            alice.expectReceipt("over");
        }
    }
}
