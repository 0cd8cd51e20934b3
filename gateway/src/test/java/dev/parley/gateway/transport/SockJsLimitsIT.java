package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.session.Outbox;
import dev.parley.platform.cluster.Backbone;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.testkit.Eventually;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a SockJS session may cost, and whose it is. */
class SockJsLimitsIT {
    private static final String HANDSHAKE =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==";

    private final Vertx backbone = Vertx.vertx();
    private final AtomicInteger inside = new AtomicInteger();
    private final String session = "/echo/000/" + UUID.randomUUID();
    private SockJsServer server = server(SockJsServer.OPTIONS, SessionGate.OPEN);

    private SockJsServer server(SockJsOptions options, SessionGate gate) {
        Backbone alone = new LocalBackbone(backbone, new NodeId("g", "1"));
        return new SockJsServer(options, gate, alone).listen(0);
    }

    /** Goes on with a server of other rules. */
    private void with(SockJsOptions options, SessionGate gate) {
        server.close();
        server = server(options, gate);
    }

    /** Lets so many in. */
    private SessionGate upTo(int most) {
        return (door, client) -> {
            if (inside.incrementAndGet() > most) {
                inside.decrementAndGet();
                throw new Refusal(ErrorCode.UNAVAILABLE, "too many connections", Duration.ofSeconds(5));
            }
            return new Ticket(client, inside::decrementAndGet);
        };
    }

    @AfterEach
    void close() {
        server.close();
        TestEdge.done(backbone.close());
        assertThat(server.thrown()).as("what nobody caught").isEmpty();
    }

    private RawHttp get(String path, String... headers) throws IOException {
        return RawHttp.ask(server.port(), "GET", path, "", headers);
    }

    private RawHttp post(String path, String body) throws IOException {
        return RawHttp.ask(server.port(), "POST", path, body);
    }

    private void opens() throws IOException {
        assertThat(post(session + "/xhr", "").body()).isEqualTo("o\n");
    }

    @Test
    void whatIsSentToASessionThatIsNotReadWaitsAndMoreIsRefused() throws Exception {
        CompletableFuture<SockJsConnection> paused = new CompletableFuture<>();
        server.with("/paused", socket -> {
            SockJsConnection connection = new SockJsConnection(socket);
            connection.pause();
            paused.complete(connection);
        });
        assertThat(post("/paused/000/a/xhr", "").body()).isEqualTo("o\n");

        CompletableFuture<Integer> one = CompletableFuture.supplyAsync(this::sendsToThePaused);
        CompletableFuture<Integer> another = CompletableFuture.supplyAsync(this::sendsToThePaused);

        assertThat(CompletableFuture.anyOf(one, another).get(20, TimeUnit.SECONDS))
                .isEqualTo(503);
        SockJsConnection connection = paused.get(20, TimeUnit.SECONDS);
        server.vertx().runOnContext(ignored -> connection.resume());
        assertThat(List.of(one.get(20, TimeUnit.SECONDS), another.get(20, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder(503, 204);
    }

    private int sendsToThePaused() {
        try (RawHttp sent = post("/paused/000/a/xhr_send", "[\"a\"]")) {
            return sent.status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class WhoseItIs {
        @ParameterizedTest
        @ValueSource(strings = {"/xhr", "/xhr_send", "/xhr_streaming"})
        void isForNobodyElse(String transport) throws IOException {
            opens();

            assertThat(fromElsewhere("POST", transport)).isEqualTo(404);
            assertThat(post(session + "/xhr_send", "[\"a\"]").status()).isEqualTo(204);
            assertThat(post(session + "/xhr", "").body()).isEqualTo("a[\"a\"]\n");
        }

        @Test
        void isForNobodyElseAsAnEventSource() throws IOException {
            opens();

            assertThat(fromElsewhere("GET", "/eventsource")).isEqualTo(404);
        }

        @Test
        void mayBeForAnybodyWhereAProxyChangesAddresses() throws IOException {
            with(new SockJsOptions(false, 100, 65_536), SessionGate.OPEN);
            opens();

            assertThat(fromElsewhere("POST", "/xhr_send")).isEqualTo(204);
            assertThat(post(session + "/xhr", "").body()).isEqualTo("a[\"a\"]\n");
        }

        @Test
        void isNotToldByAHeaderThatOnlyGatewaysKnow() throws IOException {
            opens();

            RawHttp answer = RawHttp.askFromElsewhere(
                    server.port(), "POST", session + "/xhr_send", "[\"a\"]", "X-Parley-Forwarded: secret 1 127.0.0.1");

            assertThat(answer.status()).isEqualTo(404);
        }

        private int fromElsewhere(String method, String transport) throws IOException {
            try (RawHttp answer = RawHttp.askFromElsewhere(server.port(), method, session + transport, "[\"a\"]")) {
                return answer.status();
            }
        }
    }

    @Nested
    class HowMany {
        @Test
        void isAskedBeforeASessionIsCreated() throws IOException {
            with(SockJsServer.OPTIONS, upTo(1));
            opens();

            for (String transport : new String[] {"/xhr", "/xhr_streaming"}) {
                RawHttp refused = post("/echo/000/other" + transport, "");

                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("retry-after")).isEqualTo("5");
                assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
                assertThat(refused.body()).contains("\"code\":\"unavailable\"");
            }
            for (String path : new String[] {"/echo/000/other/websocket", "/echo/websocket"}) {
                assertThat(get(path, HANDSHAKE).status()).isEqualTo(503);
            }
            assertThat(get("/echo/000/other/eventsource").status()).isEqualTo(503);
            assertThat(post(session + "/xhr_send", "[\"a\"]").status()).isEqualTo(204);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/xhr_streaming", "/eventsource", "/websocket"})
        void isOneLessWhenTheClientIsGone(String transport) throws IOException {
            with(SockJsServer.OPTIONS, upTo(10));
            RawHttp open = transport.equals("/xhr_streaming")
                    ? post(session + transport, "")
                    : get(session + transport, HANDSHAKE);
            assertThat(open.status()).isIn(101, 200);
            assertThat(inside).hasValue(1);

            open.close();

            Eventually.within(TestEdge.SOON, () -> assertThat(inside).hasValue(0));
        }

        @Test
        void isOneLessWhenTheServerHasClosed() throws IOException {
            with(SockJsServer.OPTIONS, upTo(10));

            post("/close/000/one/xhr", "").body();
            get("/close/000/two/websocket", HANDSHAKE).close();

            Eventually.within(TestEdge.SOON, () -> assertThat(inside).hasValue(0));
            assertThat(post("/close/000/one/xhr", "").body()).isEqualTo("c[3000,\"Go away!\"]\n");
        }

        @Test
        void isAsManyAsBeforeWhenNoSessionCameOfIt() throws IOException {
            with(SockJsServer.OPTIONS, upTo(10));

            get("/echo/000/one/websocket", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 12")
                    .body();
            get("/echo/000/a.b/websocket", HANDSHAKE).body();

            Eventually.within(TestEdge.SOON, () -> assertThat(inside).hasValue(0));
        }

        @Test
        void isOneLessWhenNobodyPollsAnyMore() throws IOException {
            with(SockJsServer.OPTIONS, upTo(10));
            server.with("/stock", SockJsEndpoint.stockOptions(), socket -> {});

            assertThat(post("/stock/000/one/xhr", "").body()).isEqualTo("o\n");

            Eventually.within(TestEdge.SOON, () -> assertThat(inside).hasValue(0));
            assertThat(post("/stock/000/one/xhr_send", "[\"a\"]").status()).isEqualTo(404);
        }
    }

    @Nested
    class HowMuch {
        @Test
        void isSoManyMessagesInOneRequest() throws IOException {
            opens();
            String allowed = "[" + "\"a\",".repeat(99) + "\"a\"]";
            String more = "[" + "\"a\",".repeat(100) + "\"a\"]";

            assertThat(post(session + "/xhr_send", allowed).status()).isEqualTo(204);
            assertThat(post(session + "/xhr_send", more).status()).isEqualTo(413);
        }

        @Test
        void isTwiceTheFrameAndAnEnvelopeInOneBody() throws IOException {
            opens();

            assertThat(post(session + "/xhr_send", "[\"" + "x".repeat(2 * 65_536 + 65_536) + "\"]")
                            .status())
                    .isEqualTo(413);
        }

        /** What a byte counts for in an outbox: it waits as it is and packed ({@code Connection.expansion}). */
        private static final int EXPANSION = 2;

        /** Nothing leaves between two polls; an outbox sees that, where Vert.x's own account of the queue does not. */
        @Test
        void isBoundedByTheOutboxBetweenPolls() throws Exception {
            int bound = 65_536;
            CompletableFuture<Outbox> outbox = new CompletableFuture<>();
            server.withFeed("/feed", bound, 1024, outbox::complete);

            assertThat(post("/feed/000/one/xhr", "").body()).isEqualTo("o\n");

            Outbox full = outbox.get(20, TimeUnit.SECONDS);
            Eventually.within(TestEdge.SOON, () -> assertThat(full.hasRoom()).isFalse());
            assertThat(full.outstanding()).isEqualTo(bound);
            String first = post("/feed/000/one/xhr", "").body();
            assertThat(first).hasSizeBetween(bound / EXPANSION, 2 * bound / EXPANSION);
            Eventually.within(
                    TestEdge.SOON, () -> assertThat(full.outstanding()).isEqualTo(bound));
            assertThat(post("/feed/000/one/xhr", "").body()).hasSameSizeAs(first);
        }
    }
}
