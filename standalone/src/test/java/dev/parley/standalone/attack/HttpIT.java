package dev.parley.standalone.attack;

import static dev.parley.standalone.attack.Attacked.GARDEN;
import static dev.parley.standalone.attack.Attacked.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with HTTP itself: paths, heads, bodies, origins, and what answers tell a browser. */
@ExtendWith(Attacked.Given.class)
class HttpIT {
    private static final String HANDSHAKE = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../logback.xml",
                "/../../../../../../etc/passwd",
                "/%2e%2e/logback.xml",
                "/%2e%2e%2flogback.xml",
                "/..%2f..%2f..%2f..%2fetc/passwd",
                "/..%5c..%5clogback.xml",
                "/..\\..\\logback.xml",
                "/%252e%252e%252flogback.xml",
                "/js/%2e%2e/%2e%2e/logback.xml",
                "/js/..;/..;/logback.xml",
                "/index.html%00.js",
                "/%00",
                "/%c0%ae%c0%ae/logback.xml",
                "/.git/config",
                "/.env",
                "/js/",
                "/META-INF/MANIFEST.MF",
                "/../dev/parley/platform/config/keys.txt",
                "//etc/passwd",
                "/file:///etc/passwd",
                "/webroot/index.html",
                "/metrics",
                "/health/ready"
            })
    void noPathLeadsOutOfThePage(String path, Attacked parley) {
        String before = parley.state();
        Http.Answer answer = parley.http().ask("GET", path);

        assertThat(answer.status()).as(answer.text()).isIn(400, 403, 404);
        assertThat(answer.text()).doesNotContain("root:", "<configuration", "PARLEY_", "Manifest-Version");
        assertThat(parley.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/js", "//js", "///js", "//evil.example/%2e%2e/js", "//evil.example/..%2f..%2fjs", "/\\js"})
    void noPathSendsABrowserElsewhere(String path, Attacked parley) {
        Http.Answer answer = parley.http().ask("GET", path);

        assertThat(answer.header("Location").orElse("/")).matches("/([^/\\\\].*)?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/rooms/..%2fme",
                "/api/v1/rooms/garden%2fevents",
                "/api/v1/rooms/garden%00",
                "/api/v1/rooms/garden%0d%0aX-Injected:1",
                "/api/v1/rooms/garden;x=1",
                "/api/v1/rooms/%67arden/../vault"
            })
    void noRoomIdLeadsToAnotherCall(String path, Attacked parley) {
        Http.Answer answer = parley.http().as(parley.mallory(), "GET", path, "");

        assertThat(answer.isRefused()).as(answer.text()).isTrue();
        assertThat(answer.header("X-Injected")).isEmpty();
        assertThat(answer.text()).doesNotContain("mallory", Attacked.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 60",
                "Content-Length: 5, 60",
                "Content-Length: +5",
                "Content-Length: -1",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding:\u000bchunked",
                " Transfer-Encoding: chunked",
                "X: y\r\n Content-Length: 60"
            })
    void noRequestHidesBehindAnother(String lengths, Attacked parley) {
        String before = parley.state();
        String hidden = "POST /api/v1/rooms/" + GARDEN + "/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + parley.alice() + "\r\nContent-Type: application/json\r\nContent-Length: 22\r\n"
                + "Connection: close\r\n\r\n{\"message\":\"smuggled\"}";

        Http.Answer answer = parley.http()
                .raw(
                        "POST /api/v1/auth/logout HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
                                + lengths + "\r\n\r\n0\r\n\r\n" + hidden);

        assertThat(answer.count())
                .as("one answer to what is, to a proxy, one request")
                .isEqualTo(1);
        assertThat(answer.isRefused()).as(answer.text()).isTrue();
        assertThat(parley.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/me HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                "GET /api/v1/me HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /api/v1/me\r\n\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: a\r\nX\u0000Y: 1\r\nConnection: close\r\n\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: a\r\nno colon\r\nConnection: close\r\n\r\n"
            })
    void aHeadThatMakesNoSenseIsRefusedAndEchoesNothing(String head, Attacked parley) {
        Http.Answer answer = parley.http().raw(head);

        assertThat(answer.text().isEmpty() || answer.isRefused())
                .as(answer.text())
                .isTrue();
        assertThat(answer.text()).doesNotContain("no colon", "Exception", "netty", "vertx");
    }

    @Test
    void anEndlessUriOrHeadIsRefused(Attacked parley) {
        assertThat(parley.http().ask("GET", "/" + "a".repeat(20_000)).status()).isEqualTo(414);
        assertThat(parley.http()
                        .ask("GET", "/", "X-Long: " + "a".repeat(20_000))
                        .status())
                .isEqualTo(431);
    }

    static List<Calls.Call> withBody() {
        return Calls.all().filter(call -> !call.body().isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void aBodyOverTheLimitIsRefusedAnnouncedOrNot(Calls.Call call, Attacked parley) {
        String before = parley.state();
        String head = call.method() + " " + call.of(GARDEN)
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + parley.mallory() + "\r\n";
        String chunk = "x".repeat(0x8000);

        // Nothing behind what tells the length: the answer comes for that alone.
        Http.Answer announced = parley.http().begin(head + "Content-Length: 100000000\r\n\r\n{");
        Http.Answer chunked = parley.http()
                .begin(head + "Transfer-Encoding: chunked\r\n\r\n8000\r\n" + chunk + "\r\n8000\r\n" + chunk
                        + "\r\n1\r\nx\r\n");

        assertThat(announced.status()).isEqualTo(413);
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(parley.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Calls#withBody")
    void deeplyNestedJsonIsABadRequest(Calls.Call call, Attacked parley) {
        String before = parley.state();
        String bomb = "{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";

        Http.Answer answer = parley.http().as(parley.mallory(), call.method(), call.of(GARDEN), bomb);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("code")).isEqualTo("bad-request");
        assertThat(parley.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "gzip, gzip"})
    void aCompressedBodyIsNotInflated(String coding, Attacked parley) {
        String before = parley.state();
        Http.Answer answer = parley.http()
                .send("POST", "/api/v1/auth/guest", "{\"displayName\":\"bomb\"}", "Content-Encoding: " + coding);

        // It is taken for what it is, bytes, or not at all; never for something larger.
        assertThat(answer.status()).isIn(201, 400, 415);
        assertThat(parley.state()).isEqualTo(before);
        assertThat(parley.http().ask("GET", "/", "Accept-Encoding: gzip").header("Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /ws",
        "GET, /ws-sockjs/000/a/websocket",
        "GET, /ws-sockjs/websocket",
        "GET, /eventbus/websocket",
        "GET, /ws-sockjs/info",
        "POST, /eventbus/000/o/xhr",
        "GET, /api/v1/rooms",
        "POST, /api/v1/auth/token",
        "OPTIONS, /api/v1/rooms"
    })
    void aPageOfAnotherOriginGetsNothing(String method, String path, Attacked parley) {
        for (String origin : List.of("https://evil.example", "null", SITE + ".evil.example", "http://chat.example")) {
            String upgrade = path.endsWith("ws") || path.endsWith("websocket") ? "\r\n" + HANDSHAKE : "";

            Http.Answer answer = parley.http()
                    .begin(method + " " + path + " HTTP/1.1\r\nHost: parley.example\r\nOrigin: " + origin + upgrade
                            + "\r\nContent-Length: 0\r\n\r\n");

            assertThat(answer.status()).as(origin).isEqualTo(403);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void whatIsAllowedToOneOriginIsNamedAndNeverAStarWithCredentials(Attacked parley) {
        Http.Answer preflight =
                parley.http().ask("OPTIONS", "/api/v1/me", "Origin: " + SITE, "Access-Control-Request-Method: PATCH");
        Http.Answer answer = parley.http().ask("GET", "/api/v1/me", "Origin: " + SITE);

        assertThat(preflight.status()).isEqualTo(204);
        for (Http.Answer each : List.of(preflight, answer)) {
            assertThat(each.header("Access-Control-Allow-Origin")).contains(SITE);
            assertThat(each.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(each.header("Vary").orElseThrow().toLowerCase(Locale.ROOT))
                    .contains("origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/js/main.js", "/api/v1/me", "/api/openapi.json", "/nothing", "/ws-sockjs/info", "/ws"})
    void everyAnswerTellsBrowsersWhatNotToDo(String path, Attacked parley) {
        Http.Answer answer = parley.http().ask("GET", path);

        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors");
        assertThat(answer.header("Strict-Transport-Security")).as("without TLS").isEmpty();
        assertThat(answer.headers())
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).matches("(server|x-powered-by|set-cookie):.*"));
    }

    @Test
    void thePageRunsNoScriptButItsOwnAndIsInNoFrame(Attacked parley) {
        Http.Answer page = parley.http().ask("GET", "/");

        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';", "style-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "data:");
        assertThat(page.header("X-Frame-Options")).contains("DENY");
        assertThat(page.header("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(page.header("Permissions-Policy").orElseThrow()).contains("camera=()");
    }

    @Test
    void theFrameOfSockJsIsForPagesThatAreLetInAlone(Attacked parley) {
        Http.Answer frame = parley.http().ask("GET", "/ws-sockjs/iframe.html");

        assertThat(frame.status()).isEqualTo(200);
        assertThat(frame.header("X-Frame-Options")).isEmpty();
        assertThat(frame.header("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'self' " + SITE)
                .doesNotContain("*");
        assertThat(frame.body()).contains("src=\"/lib/sockjs/sockjs.min.js\"");
    }

    @Test
    void aForwardedHeaderOfWhoIsNoProxyIsNotBelieved(Attacked parley) {
        Http.Answer answer = parley.http()
                .ask("GET", "/", "X-Forwarded-Proto: https", "X-Forwarded-For: 10.0.0.1", "Forwarded: proto=https");

        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Protocol: evil",
                "Sec-WebSocket-Protocol: V12.STOMP",
                "Sec-WebSocket-Protocol: evil\r\nX-Injected: 1",
                "Sec-WebSocket-Protocol: v12.stomp%0d%0aX-Injected: 1"
            })
    void aSubProtocolThatIsNotSpokenHereIsNotAgreedTo(String header, Attacked parley) {
        Http.Answer answer =
                parley.http().begin("GET /ws HTTP/1.1\r\nHost: x\r\n" + HANDSHAKE + "\r\n" + header + "\r\n\r\n");

        assertThat(answer.header("Sec-WebSocket-Protocol")).isEmpty();
        assertThat(answer.header("X-Injected")).isEmpty();
    }
}
