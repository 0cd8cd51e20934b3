package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.TestEdge;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.testkit.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SockJS 0.3.3, rule by rule, by raw sockets. Named after the sections of the protocol's own document. */
class SockJsProtocolIT {
    private static final String YEAR = "public,max-age=31536000";
    private static final String NEVER = "no-store, no-cache, no-transform, must-revalidate, max-age=0";

    private static SockJsServer server;
    private static WebSocketClient webSockets;

    /** The session of a test. */
    private final String session = "/echo/000/" + UUID.randomUUID();

    @BeforeAll
    static void open() {
        Vertx backbone = Vertx.vertx();
        server = new SockJsServer(
                        SockJsServer.OPTIONS, SessionGate.OPEN, new LocalBackbone(backbone, new NodeId("g", "1")))
                .listen(0);
        TestEdge.done(backbone.close());
        webSockets = server.vertx().createWebSocketClient();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @AfterEach
    void nothingWasThrown() {
        assertThat(server.thrown()).as("what nobody caught").isEmpty();
    }

    private static RawHttp get(String path, String... headers) throws IOException {
        return RawHttp.ask(server.port(), "GET", path, "", headers);
    }

    private static RawHttp post(String path, String body, String... headers) throws IOException {
        return RawHttp.ask(server.port(), "POST", path, body, headers);
    }

    private static RawHttp options(String path, String... headers) throws IOException {
        return RawHttp.ask(server.port(), "OPTIONS", path, "", headers);
    }

    private void opens() throws IOException {
        assertThat(post(session + "/xhr", "").body()).isEqualTo("o\n");
    }

    private RawHttp sends(String body) throws IOException {
        return post(session + "/xhr_send", body);
    }

    private String polls() throws IOException {
        return post(session + "/xhr", "").body();
    }

    private static void isForOrigin(RawHttp answer, String origin) {
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(origin);
        assertThat(answer.header("access-control-allow-credentials")).isEqualTo("true");
    }

    private static void isNeverCached(RawHttp answer) {
        assertThat(answer.header("cache-control")).isEqualTo(NEVER);
        assertThat(answer.header("expires")).isNull();
        assertThat(answer.header("last-modified")).isNull();
    }

    private static void isAPreflight(String path, String methods) throws IOException {
        for (String origin : new String[] {"http://test", "null"}) {
            RawHttp answer = options(path, "Origin: " + origin, "Access-Control-Request-Method: POST");

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("cache-control")).isEqualTo(YEAR);
            assertThat(answer.header("expires")).isNotBlank();
            assertThat(answer.header("access-control-max-age")).isEqualTo("31536000");
            assertThat(answer.header("access-control-allow-methods")).isEqualTo(methods);
            isForOrigin(answer, origin);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Nested
    class BaseUrl {
        @ParameterizedTest
        @ValueSource(strings = {"/echo", "/echo/"})
        void greets(String path) throws IOException {
            RawHttp answer = get(path);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
            assertThat(answer.header("set-cookie")).isNull();
            assertThat(answer.body()).isEqualTo("Welcome to SockJS!\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/a", "/a.html", "//", "///", "/a/a", "/a/a/", "/a/"})
        void hasNothingElse(String suffix) throws IOException {
            assertThat(get("/echo" + suffix).status()).isEqualTo(404);
        }

        @Test
        void keepsItsConnection() throws IOException {
            try (RawHttp first = get("/echo")) {
                assertThat(first.header("connection")).isNull();
            }
        }

        @Test
        void greetsOverHttp10Too() throws IOException {
            RawHttp answer = RawHttp.askOld(server.port(), "GET", "/echo");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("transfer-encoding")).isNull();
            assertThat(answer.body()).isEqualTo("Welcome to SockJS!\n");
        }
    }

    @Nested
    class IframePage {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/iframe.html",
                    "/iframe-a.html",
                    "/iframe-.html",
                    "/iframe-0.1.2.html",
                    "/iframe-0.1.2abc-dirty.2144.html",
                    "/iframe-a.html?t=1234",
                    "/iframe-0.1.2abc-dirty.2144.html?t=qweqweq123"
                })
        void loadsTheLibraryAndIsCachedForAYear(String suffix) throws IOException {
            RawHttp answer = get("/echo" + suffix);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("text/html; charset=UTF-8");
            assertThat(answer.header("cache-control")).isEqualTo(YEAR);
            assertThat(answer.header("expires")).isNotBlank();
            assertThat(answer.header("etag")).isNotBlank();
            assertThat(answer.header("last-modified")).isNull();
            assertThat(answer.header("set-cookie")).isNull();
            assertThat(answer.body())
                    .contains("<script src=\"/lib/sockjs/sockjs.min.js\">")
                    .contains("SockJS.bootstrap_iframe();");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/iframe.htm",
                    "/iframe",
                    "/IFRAME.HTML",
                    "/IFRAME",
                    "/iframe.HTML",
                    "/iframe.xml",
                    "/iframe-/.html"
                })
        void hasNoOtherNames(String suffix) throws IOException {
            assertThat(get("/echo" + suffix).status()).isEqualTo(404);
        }

        @Test
        void isNotSentTwice() throws IOException {
            String tag = get("/echo/iframe.html").header("etag");

            RawHttp again = get("/echo/iframe.html", "If-None-Match: " + tag);

            assertThat(again.status()).isEqualTo(304);
            assertThat(again.header("content-type")).isNull();
            assertThat(again.body()).isEmpty();
        }
    }

    @Nested
    class Info {
        @Test
        void saysWhatTheServerCanDo() throws IOException {
            RawHttp answer = get("/echo/info", "Origin: http://test");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("application/json; charset=UTF-8");
            assertThat(answer.header("set-cookie")).isNull();
            isNeverCached(answer);
            isForOrigin(answer, "http://test");
            JsonObject info = new JsonObject(answer.body());
            assertThat(info.getBoolean("websocket")).isTrue();
            assertThat(info.getBoolean("cookie_needed")).isFalse();
            assertThat(info.getJsonArray("origins")).isEqualTo(JsonArray.of("*:*"));
            assertThat(info.getLong("entropy")).isBetween(0L, (1L << 32) - 1);
        }

        @Test
        void isRandomEachTime() throws IOException {
            assertThat(entropy()).isNotEqualTo(entropy());
        }

        private long entropy() throws IOException {
            return new JsonObject(get("/echo/info").body()).getLong("entropy");
        }

        @Test
        void isForAnybodyWithoutCredentialsWhereNoOriginAsks() throws IOException {
            RawHttp answer = get("/echo/info");

            assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(answer.header("access-control-allow-credentials")).isNull();
        }

        @Test
        void mayBeAskedFromElsewhere() throws IOException {
            isAPreflight("/echo/info", "OPTIONS, GET");
        }
    }

    @Nested
    class SessionUrls {
        @ParameterizedTest
        @ValueSource(strings = {"/a/a", "/_/_", "/1/1", "/abcdefgh_i-j%20/abcdefg_i-j%20"})
        void areAnyTwoNamesWithoutADot(String names) throws IOException {
            assertThat(post("/echo" + names + UUID.randomUUID() + "/xhr", "").body())
                    .isEqualTo("o\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"//", "/a./a", "/a/a.", "/./.", "/", "///", "/000/a.b"})
        void areNoOthers(String names) throws IOException {
            assertThat(get("/echo" + names + "/xhr").status()).isEqualTo(404);
            assertThat(post("/echo" + names + "/xhr", "").status()).isEqualTo(404);
        }

        @Test
        void areOfOneSessionWhateverTheServersName() throws IOException {
            opens();
            sends("[\"a\"]");

            assertThat(post(session.replace("/000/", "/999/") + "/xhr", "").body())
                    .isEqualTo("a[\"a\"]\n");
        }

        @Test
        void areOfAnotherSessionAtAnotherEndpoint() throws IOException {
            opens();

            assertThat(post(session.replace("/echo/", "/close/") + "/xhr_send", "[\"a\"]")
                            .status())
                    .isEqualTo(404);
        }

        @Test
        void takeNoSessionFromTheQuery() throws IOException {
            opens();
            String victim = session.substring(session.lastIndexOf('/') + 1);

            for (String name : new String[] {victim, "/echo " + victim, "/echo%20" + victim}) {
                assertThat(post("/echo/000/other/xhr_send?param0=" + name.replace(" ", "+"), "[\"a\"]")
                                .status())
                        .isEqualTo(404);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/jsonp?c=a", "/htmlfile?c=a"})
        void haveNoTransportsOfOldBrowsers(String transport) throws IOException {
            assertThat(get(session + transport).status()).isEqualTo(404);
        }
    }

    @Nested
    class Protocol {
        @Test
        void opensThenCarriesMessages() throws IOException {
            opens();

            RawHttp sent = sends("[\"a\"]");

            assertThat(sent.status()).isEqualTo(204);
            assertThat(sent.body()).isEmpty();
            assertThat(polls()).isEqualTo("a[\"a\"]\n");
        }

        @Test
        void hasOneReceiverAtATime() throws IOException {
            try (RawHttp first = post(session + "/xhr_streaming", "")) {
                assertThat(first.chunk()).hasSize(2049);
                assertThat(polls()).isEqualTo("c[2010,\"Another connection still open\"]\n");
            }
        }

        @Test
        void endsWithTheReceiverThatIsBrokenOff() throws IOException {
            try (RawHttp first = post(session + "/xhr_streaming", "")) {
                assertThat(first.chunk()).hasSize(2049);
                assertThat(first.chunk()).isEqualTo("o\n");
            }

            Eventually.within(
                    TestEdge.SOON, () -> assertThat(sends("[\"a\"]").status()).isEqualTo(404));
            opens();
        }

        @Test
        void saysThatASessionIsClosedAsOftenAsItIsAsked() throws IOException {
            String closed = "/close/000/" + UUID.randomUUID() + "/xhr";

            assertThat(post(closed, "").body()).isEqualTo("o\n");
            assertThat(post(closed, "").body()).isEqualTo("c[3000,\"Go away!\"]\n");
            assertThat(post(closed, "").body()).isEqualTo("c[3000,\"Go away!\"]\n");
        }
    }

    @Nested
    class XhrPolling {
        @ParameterizedTest
        @ValueSource(strings = {"/xhr", "/xhr_send"})
        void mayBeAskedFromElsewhere(String transport) throws IOException {
            isAPreflight(session + transport, "OPTIONS, POST");
        }

        @Test
        void hasHeadersThatNobodyCaches() throws IOException {
            RawHttp opened = post(session + "/xhr", "", "Origin: http://test");
            assertThat(opened.header("content-type")).isEqualTo("application/javascript; charset=UTF-8");
            isForOrigin(opened, "http://test");
            isNeverCached(opened);

            RawHttp sent = post(session + "/xhr_send", "[\"x\"]", "Origin: http://test");

            assertThat(sent.status()).isEqualTo(204);
            assertThat(sent.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
            isForOrigin(sent, "http://test");
            isNeverCached(sent);
            assertThat(sent.body()).isEmpty();
        }

        @Test
        void isForAnybodyWithoutCredentialsWhereNoOriginAsks() throws IOException {
            RawHttp opened = post(session + "/xhr", "");

            assertThat(opened.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(opened.header("access-control-allow-credentials")).isNull();
        }

        @Test
        void knowsNoSessionThatWasNotOpened() throws IOException {
            assertThat(sends("[\"x\"]").status()).isEqualTo(404);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[\"x",
                    "x",
                    "[null]",
                    "[\"a\",null]",
                    "[1]",
                    "[[\"a\"]]",
                    "{\"a\":1}",
                    "null",
                    "[\"a\"]x",
                    "[\"\\x\"]",
                    "[\"a\",]"
                })
        void saysThatABodyIsBroken(String body) throws IOException {
            opens();

            RawHttp answer = sends(body);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("Broken JSON encoding.");
            assertThat(sends("[\"b\"]").status()).isEqualTo(204);
            assertThat(polls()).isEqualTo("a[\"b\"]\n");
        }

        @Test
        void expectsAPayload() throws IOException {
            opens();

            RawHttp answer = sends("");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("Payload expected.");
        }

        @Test
        void takesAnEmptyArrayForNothing() throws IOException {
            opens();

            assertThat(sends("[]").status()).isEqualTo(204);
            assertThat(sends("[\"a\"]").status()).isEqualTo(204);
            assertThat(polls()).isEqualTo("a[\"a\"]\n");
        }

        @Test
        void takesAPayloadOfWhateverType() throws IOException {
            opens();

            for (String type :
                    new String[] {"text/plain", "T", "application/json", "application/xml", "", "text/xml"}) {
                RawHttp sent = post(session + "/xhr_send", "[\"a\"]", "Content-Type: " + type);
                assertThat(sent.status()).as(type).isEqualTo(204);
            }
            assertThat(polls()).isEqualTo("a[\"a\",\"a\",\"a\",\"a\",\"a\",\"a\"]\n");
        }

        @Test
        void allowsTheHeadersThatAreAskedFor() throws IOException {
            RawHttp some = options(session + "/xhr", "Origin: http://test", "Access-Control-Request-Headers: a, b, c");
            RawHttp none = options(session + "/xhr", "Origin: http://test");

            assertThat(some.header("access-control-allow-headers")).isEqualTo("a, b, c");
            assertThat(none.header("access-control-allow-headers")).isNull();
        }

        @Test
        void isNotThereToGet() throws IOException {
            assertThat(get(session + "/xhr").status()).isIn(404, 405);
        }
    }

    @Nested
    class XhrStreaming {
        @Test
        void mayBeAskedFromElsewhere() throws IOException {
            isAPreflight(session + "/xhr_streaming", "OPTIONS, POST");
        }

        @Test
        void beginsWithAPreludeAndGoesOn() throws IOException {
            try (RawHttp stream = post(session + "/xhr_streaming", "", "Origin: http://test")) {
                assertThat(stream.status()).isEqualTo(200);
                assertThat(stream.header("content-type")).isEqualTo("application/javascript; charset=UTF-8");
                isForOrigin(stream, "http://test");
                isNeverCached(stream);
                assertThat(stream.chunk()).isEqualTo("h".repeat(2048) + "\n");
                assertThat(stream.chunk()).isEqualTo("o\n");

                sends("[\"x\"]");

                assertThat(stream.chunk()).isEqualTo("a[\"x\"]\n");
            }
        }

        @Test
        void endsWhenMuchWasSent() throws IOException {
            try (RawHttp stream = post(session + "/xhr_streaming", "")) {
                stream.chunk();
                stream.chunk();
                String message = "\"" + "x".repeat(32_768) + "\"";

                for (int nth = 0; nth < 4; nth++) {
                    sends("[" + message + "]");
                    assertThat(stream.chunk()).isEqualTo("a[" + message + "]\n");
                }

                assertThat(stream.chunk()).isEmpty();
            }
        }

        @Test
        void hasNoChunksOverHttp10() throws IOException {
            RawHttp stream =
                    RawHttp.askOld(server.port(), "POST", "/close/000/" + UUID.randomUUID() + "/xhr_streaming");

            assertThat(stream.header("transfer-encoding")).isNull();
            assertThat(stream.header("content-length")).isNull();
            assertThat(stream.body()).isEqualTo("h".repeat(2048) + "\no\nc[3000,\"Go away!\"]\n");
        }
    }

    @Nested
    class EventSource {
        @Test
        void beginsWithALineAndGoesOn() throws IOException {
            try (RawHttp stream = get(session + "/eventsource")) {
                assertThat(stream.status()).isEqualTo(200);
                assertThat(stream.header("content-type")).isEqualTo("text/event-stream");
                isNeverCached(stream);
                assertThat(stream.chunk()).isEqualTo("\r\n");
                assertThat(stream.chunk()).isEqualTo("data: o\r\n\r\n");

                sends("[\"  \\u0000\\n\\r \"]");

                assertThat(stream.chunk()).isEqualTo("data: a[\"  \\u0000\\n\\r \"]\r\n\r\n");
            }
        }
    }

    @Nested
    class OverWebSocket {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private static final String ENDED = "ended";

        private WebSocket connect(String path) {
            return TestEdge.done(webSockets
                    .webSocket()
                    .textMessageHandler(heard::add)
                    .binaryMessageHandler(bytes -> heard.add(bytes.toString()))
                    .closeHandler(closed -> heard.add(ENDED))
                    .connect(server.port(), "127.0.0.1", path));
        }

        private String next() throws InterruptedException {
            return heard.poll(TestEdge.SOON.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Test
        void carriesMessagesAndTakesEmptyFramesForNothing() throws InterruptedException {
            WebSocket socket = connect(session + "/websocket");
            assertThat(next()).isEqualTo("o");

            socket.writeTextMessage("");
            socket.writeTextMessage("[]");
            socket.writeTextMessage("[\"a\"]");

            assertThat(next()).isEqualTo("a[\"a\"]");
            socket.close();
        }

        @Test
        void mayUseOneNameTwice() throws InterruptedException {
            WebSocket one = connect(session + "/websocket");
            assertThat(next()).isEqualTo("o");
            WebSocket other = connect(session + "/websocket");
            assertThat(next()).isEqualTo("o");

            one.writeTextMessage("[\"a\"]");
            assertThat(next()).isEqualTo("a[\"a\"]");
            other.writeTextMessage("[\"b\"]");
            assertThat(next()).isEqualTo("a[\"b\"]");
            one.close();
            other.close();
        }

        @Test
        void isClosedWithAFrameThatSaysSo() throws InterruptedException {
            connect("/close/000/" + UUID.randomUUID() + "/websocket");

            assertThat(next()).isEqualTo("o");
            assertThat(next()).isEqualTo("c[3000,\"Go away!\"]");
            assertThat(next()).isEqualTo(ENDED);
        }

        @Test
        void isClosedOnBrokenJson() throws InterruptedException {
            WebSocket socket = connect(session + "/websocket");
            assertThat(next()).isEqualTo("o");

            socket.writeTextMessage("[\"a");

            assertThat(next()).isEqualTo(ENDED);
        }

        @Test
        void isPlainAtTheRawEndpoint() throws InterruptedException {
            WebSocket socket = connect("/echo/websocket");

            socket.writeTextMessage("Hello world!\uFFFF");

            assertThat(next()).isEqualTo("Hello world!\uFFFF");
            socket.close();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/echo/0/0/websocket", "/echo/websocket"})
        void isNotThereForWhatIsNoHandshake(String path) throws IOException {
            assertThat(get(path).status()).isEqualTo(400);
            assertThat(get(path, "Upgrade: WebSocket", "Connection: close").status())
                    .isEqualTo(400);
            RawHttp posted = post(path, "", "Upgrade: WebSocket", "Connection: Upgrade");
            assertThat(posted.status()).isEqualTo(405);
            assertThat(posted.header("allow")).isEqualTo("GET");
            assertThat(posted.header("content-type")).isNull();
            assertThat(posted.body()).isEmpty();
        }

        @Test
        void answersTheHandshakeAsTheStandardSays() throws IOException {
            try (RawHttp upgraded = get(
                    session + "/websocket",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==")) {
                assertThat(upgraded.status()).isEqualTo(101);
                assertThat(upgraded.header("sec-websocket-accept")).isEqualTo("HSmrc0sMlYUkAGmm5OPpG2HaGWk=");
                assertThat(upgraded.header("content-length")).isNull();
            }
        }
    }

    @Nested
    class JsonEncoding {
        /** What browsers were known to lose or change on their way to a page. */
        @Test
        void escapesEveryCharacterThatABrowserMightHarm() throws IOException {
            opens();
            StringBuilder harmed = new StringBuilder();
            "\u200c\u200f\u2028\u202f\u2060\u206f\ufff0\uffff".chars().forEach(c -> harmed.append((char) c));

            sends("[\"" + harmed + "\"]");

            assertThat(polls()).isEqualTo("a[\"\\u200c\\u200f\\u2028\\u202f\\u2060\\u206f\\ufff0\\uffff\"]\n");
        }

        @Test
        void readsEveryEscape() throws IOException {
            opens();
            StringBuilder escaped = new StringBuilder();
            StringBuilder plain = new StringBuilder();
            for (int c = 0; c < 0xD800; c += 7) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
                plain.append((char) c);
            }

            sends("[\"" + escaped + "\"]");

            assertThat(new JsonArray(polls().substring(1)).getString(0)).isEqualTo(plain.toString());
        }
    }
}
