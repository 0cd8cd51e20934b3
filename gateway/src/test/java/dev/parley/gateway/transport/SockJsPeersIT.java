package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.limits.Ticket;
import dev.parley.platform.cluster.Backbone;
import dev.parley.platform.cluster.Rendezvous;
import dev.parley.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of one SockJS session come to any gateway (docs/adr/0016-polls-find-their-session.md). */
class SockJsPeersIT {
    /** Of one client, in the outbox, two gateways and the kernel's buffers between them. */
    private static final long MOST_ON_THE_WAY = 16 << 20;

    private final Membership membership = new Membership();
    private final Map<String, SockJsServer> servers = new ConcurrentHashMap<>();
    private final AtomicInteger inside = new AtomicInteger();

    /** The membership of a cluster, as each of its processes sees it at once. */
    private static final class Membership {
        private final Map<NodeId, String> live = new ConcurrentHashMap<>();
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

        void join(String name, int port) {
            live.put(node(name), port + " secret-of-" + name + " 127.0.0.1");
            listeners.forEach(Runnable::run);
        }

        void leave(String name) {
            live.remove(node(name));
            listeners.forEach(Runnable::run);
        }

        static NodeId node(String name) {
            return new NodeId(name, "1");
        }
    }

    /** One process of it. */
    private record Member(Membership membership, NodeId self) implements Backbone {
        @Override
        public Vertx vertx() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<NodeId> nodes(String service) {
            return membership.live.keySet();
        }

        @Override
        public Map<NodeId, String> attributes(String service, String name) {
            return membership.live;
        }

        @Override
        public void onChange(Runnable listener) {
            membership.listeners.add(listener);
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    /** Starts a gateway; everybody knows it. At {@code /who} a session is told which gateway it is at. */
    private int start(String name) {
        SessionGate counted = (door, client) -> {
            inside.incrementAndGet();
            return new Ticket(client, inside::decrementAndGet);
        };
        SockJsServer server = new SockJsServer(
                        SockJsServer.OPTIONS, counted, new Member(membership, Membership.node(name)))
                .with("/who", socket -> {
                    socket.write(name);
                    socket.handler(socket::write);
                })
                .withFeed("/feed", 65_536, 16_384, outbox -> {})
                .listen(0);
        servers.put(name, server);
        membership.join(name, server.port());
        return server.port();
    }

    private SockJsServer server(String name) {
        return Objects.requireNonNull(servers.get(name));
    }

    @AfterEach
    void close() {
        servers.values().forEach(SockJsServer::close);
        assertThat(servers.values())
                .allSatisfy(server -> assertThat(server.thrown()).isEmpty());
    }

    private static RawHttp post(int port, String path, String body) throws IOException {
        return RawHttp.ask(port, "POST", path, body);
    }

    private static String poll(int port, String session) throws IOException {
        return post(port, session + "/xhr", "").body();
    }

    private static int send(int port, String session, String body) throws IOException {
        return post(port, session + "/xhr_send", body).status();
    }

    private static String aSession() {
        return "/who/000/" + UUID.randomUUID();
    }

    /** A session at an endpoint that belongs to a gateway, among those that run now. */
    private String sessionOf(String gateway, String endpoint) {
        NodeId wanted = Membership.node(gateway);
        return Stream.generate(() -> UUID.randomUUID().toString())
                .filter(id -> wanted.equals(Rendezvous.owner(endpoint + " " + id, membership.live.keySet())))
                .map(id -> endpoint + "/000/" + id)
                .findFirst()
                .orElseThrow();
    }

    /** A session that was opened through one gateway and is at another. */
    private String openedAt(String gateway, int through) throws IOException {
        String session = sessionOf(gateway, "/who");
        assertThat(poll(through, session)).isEqualTo("o\n");
        assertThat(poll(through, session)).isEqualTo("a[\"" + gateway + "\"]\n");
        return session;
    }

    @Test
    void everyGatewayServesEverySession() throws IOException {
        int[] ports = {start("g1"), start("g2"), start("g3")};
        for (int nth = 0; nth < 9; nth++) {
            String gateway = "g" + (nth / 3 + 1);
            String session = sessionOf(gateway, "/who");

            assertThat(poll(ports[nth % 3], session)).isEqualTo("o\n");
            assertThat(poll(ports[(nth + 1) % 3], session)).isEqualTo("a[\"" + gateway + "\"]\n");
            assertThat(send(ports[(nth + 2) % 3], session, "[\"" + nth + "\"]")).isEqualTo(204);
            assertThat(poll(ports[nth % 3], session)).isEqualTo("a[\"" + nth + "\"]\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xhr_streaming", "eventsource"})
    void aStreamComesThroughAnotherGatewayAsItGoes(String transport) throws IOException {
        int here = start("g1");
        start("g2");
        String session = openedAt("g2", here);
        String method = transport.equals("eventsource") ? "GET" : "POST";
        send(here, session, "[\"0\"]"); // the answer begins with the first message

        try (RawHttp stream = RawHttp.ask(here, method, session + "/" + transport, "", "Origin: http://test")) {
            assertThat(stream.header("connection")).isNull();
            for (int nth = 0; nth < 5; nth++) {
                String chunk = stream.chunk();
                while (!chunk.contains("a[")) {
                    chunk = stream.chunk();
                }
                assertThat(chunk).contains("a[\"" + nth + "\"]");
                send(here, session, "[\"" + (nth + 1) + "\"]");
            }
        }

        Eventually.within(
                TestEdge.SOON, () -> assertThat(send(here, session, "[\"x\"]")).isEqualTo(404));
    }

    @Test
    void theHeadersAreThoseOfTheGatewayThatHasTheSession() throws IOException {
        int here = start("g1");
        start("g2");
        String session = openedAt("g2", here);

        RawHttp sent = RawHttp.ask(here, "POST", session + "/xhr_send", "[\"x\"]", "Origin: http://test");

        assertThat(sent.status()).isEqualTo(204);
        assertThat(sent.header("access-control-allow-origin")).isEqualTo("http://test");
        assertThat(sent.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(post(here, session + "/xhr_send", "[").body()).isEqualTo("Broken JSON encoding.");
        assertThat(post(here, session + "/xhr_send", "").body()).isEqualTo("Payload expected.");
    }

    @Test
    void aSessionThatIsOlderThanItsOwnerIsFound() throws IOException {
        int first = start("g1");
        List<String> sessions = new ArrayList<>();
        for (int nth = 0; nth < 10; nth++) {
            sessions.add(openedAt("g1", first));
        }

        int second = start("g2");
        int third = start("g3");

        for (String session : sessions) {
            assertThat(send(second, session, "[\"a\"]")).isEqualTo(204);
            assertThat(send(third, session, "[\"b\"]")).isEqualTo(204);
            assertThat(poll(third, session)).isEqualTo("a[\"a\",\"b\"]\n");
        }
    }

    @Test
    void aSessionThatNobodyHasIsOpenedOnceAndNotSentInCircles() throws IOException {
        int first = start("g1");
        int second = start("g2");

        assertThat(send(first, aSession(), "[\"a\"]")).isEqualTo(404);
        assertThat(send(second, aSession(), "[\"a\"]")).isEqualTo(404);
        assertThat(inside).hasValue(0);
    }

    /** What tells a stock client that its session is lost: it closes, reconnects and resumes. */
    @Test
    void aSessionOfAGatewayThatDiedIsOpenedAnewWhetherTheDeathIsKnownYetOrNot() throws IOException {
        int here = start("g1");
        start("g2");
        String session = openedAt("g2", here);
        server("g2").close();

        assertThat(send(here, session, "[\"a\"]")).isEqualTo(404);
        assertThat(poll(here, session)).isEqualTo("o\n");
        membership.leave("g2");

        assertThat(poll(here, session)).isEqualTo("a[\"g1\"]\n");
    }

    @Test
    void aStreamFromAGatewayThatLeavesIsBrokenOff() throws IOException {
        int here = start("g1");
        start("g2");
        String session = openedAt("g2", here);
        send(here, session, "[\"a\"]");

        try (RawHttp stream = post(here, session + "/xhr_streaming", "")) {
            assertThat(stream.status()).isEqualTo(200);
            membership.leave("g2");

            readToTheEnd(stream);
        }
    }

    /** Reads to the end, or to where it is broken off; a stream that goes on runs into the socket's time-out. */
    private static void readToTheEnd(RawHttp stream) throws IOException {
        try {
            assertThat(stream.in().readAllBytes()).isNotEmpty();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void aSessionIsBoundToTheClientAndNotToTheGatewayBetween() throws IOException {
        int here = start("g1");
        int there = start("g2");
        String session = openedAt("g2", here);

        for (int port : new int[] {here, there}) {
            assertThat(RawHttp.askFromElsewhere(port, "POST", session + "/xhr_send", "[\"a\"]")
                            .status())
                    .isEqualTo(404);
            assertThat(RawHttp.askFromElsewhere(port, "POST", session + "/xhr", "")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(send(there, session, "[\"a\"]")).isEqualTo(204);
    }

    @Test
    void onlyAGatewayCanSayWhereAClientIsOrAskForASession() throws IOException {
        int here = start("g1");
        start("g2");
        String session = openedAt("g1", here);
        String forged = "X-Parley-Forwarded: secret-of-g2 1 127.0.0.1";
        String known = "X-Parley-Forwarded: secret-of-g1 1 127.0.0.1";

        assertThat(sendFromElsewhere(here, session, forged)).isEqualTo(404);
        assertThat(sendFromElsewhere(here, session, known)).isEqualTo(204);
        assertThat(RawHttp.ask(here, "HEAD", session + "/xhr", "").status()).isEqualTo(404);
        assertThat(RawHttp.ask(here, "HEAD", session + "/xhr", "", forged).status())
                .isEqualTo(404);
        assertThat(RawHttp.ask(here, "HEAD", session + "/xhr", "", known).status())
                .isEqualTo(204);
    }

    private static int sendFromElsewhere(int port, String session, String header) throws IOException {
        return RawHttp.askFromElsewhere(port, "POST", session + "/xhr_send", "[\"a\"]", header)
                .status();
    }

    /** What is on its way is bounded, whoever does not read: here the client, behind the gateway between. */
    @Test
    void aClientThatDoesNotReadHoldsUpTheGatewayThatHasItsSession() throws IOException {
        int here = start("g1");
        start("g2");
        List<RawHttp> stalled = new ArrayList<>();
        for (int nth = 0; nth < 8; nth++) {
            stalled.add(post(here, sessionOf("g2", "/feed") + "/xhr_streaming", ""));
        }
        Eventually.within(
                TestEdge.SOON, () -> assertThat(server("g2").written()).isPositive());

        long most = settled();

        assertThat(most).isLessThan(8L * MOST_ON_THE_WAY);
        for (RawHttp stream : stalled) {
            stream.close();
        }
        Eventually.within(TestEdge.SOON, () -> assertThat(inside).hasValue(0));
    }

    /** How much was written when no more is. */
    private long settled() {
        long[] last = {-1};
        Eventually.within(TestEdge.SOON, () -> {
            long before = last[0];
            last[0] = servers.values().stream().mapToLong(SockJsServer::written).sum();
            TestEdge.done(server("g1").vertx().timer(300));
            assertThat(last[0]).isEqualTo(before);
        });
        return last[0];
    }
}
