package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.parley.testkit.TestCertificate;
import dev.parley.testkit.stomp.FrameReader;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doors of a whole gateway that has certificates: what goes over TLS, and how certificates change. */
class TlsDoorsIT {
    private static final int PATIENCE_MILLIS = 30_000;
    /** So little on its way to one connection that its account is settled again and again. */
    private static final int OUTBOX_BYTES = 4096;

    private static final int MESSAGES = 100;

    @TempDir
    private static Path folder;

    private static final int HTTP = Ports.free();
    private static final int TCP = Ports.free();
    private static final TestEdge EDGE = new TestEdge(1);
    private static final Meters METERS = new Meters();

    private static TestCertificate first;
    private static TestCertificate second;
    private static SSLContext believing;
    private static HttpClient client;
    private static TestServices services;
    private static Service.Running gateway;

    @BeforeAll
    static void start() {
        first = TestCertificate.make(folder, "first");
        second = TestCertificate.make(folder, "second");
        believing = first.trusting(second);
        client = HttpClient.newBuilder().sslContext(believing).build();
        AuthService.serving(EDGE, TestKey.jwks(new TestKey("k1")));
        services = new TestServices(EDGE);
        String certificate = first.in(folder).toString();
        String key = folder.resolve(TestCertificate.KEY).toString();
        Settings settings = Settings.load(Map.ofEntries(
                Map.entry("PARLEY_HTTP_HOST", "127.0.0.1"),
                Map.entry("PARLEY_HTTP_PORT", Integer.toString(HTTP)),
                Map.entry("PARLEY_HTTP_CERTIFICATE", certificate),
                Map.entry("PARLEY_HTTP_KEY", key),
                Map.entry("PARLEY_STOMP_TCP_HOST", "127.0.0.1"),
                Map.entry("PARLEY_STOMP_TCP_PORT", Integer.toString(TCP)),
                Map.entry("PARLEY_STOMP_TCP_CERTIFICATE", certificate),
                Map.entry("PARLEY_STOMP_TCP_KEY", key),
                Map.entry("PARLEY_TLS_RELOAD_SECONDS", "1"),
                Map.entry("PARLEY_EVENT_LOOPS", "2"),
                Map.entry("PARLEY_OUTBOX_BYTES", Integer.toString(OUTBOX_BYTES)),
                Map.entry("PARLEY_SHUTDOWN_SECONDS", "1"),
                Map.entry("PARLEY_DRAIN_WAIT_SECONDS", "0"),
                Map.entry("PARLEY_AUTH_GUESTS", "true")));
        ServiceRuntime runtime = new ServiceRuntime(
                new LocalBackbone(EDGE.backbone(), TestServices.GATEWAY), EDGE.bus(), settings, new Health(), METERS);
        gateway = TestEdge.done(new GatewayService(List.of()).start(runtime));
    }

    @AfterAll
    static void stop() {
        TestEdge.done(gateway.stop());
        EDGE.close();
        METERS.close();
    }

    @BeforeEach
    void showTheFirst() {
        first.in(folder);
        Eventually.within(TestEdge.SOON, () -> {
            assertThat(shownAt(HTTP)).isEqualTo(first);
            assertThat(shownAt(TCP)).isEqualTo(first);
            assertThat(METERS.scrape()).contains("parley_tls_stale{door=\"the HTTP port\"} 0.0");
        });
    }

    /** Which of the two a door shows to a client that comes now. */
    private static TestCertificate shownAt(int port) throws IOException {
        try (SSLSocket socket = open(port)) {
            String subject = socket.getSession().getPeerPrincipal().getName();
            return subject.equals("CN=first") ? first : second;
        } catch (SSLPeerUnverifiedException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLSocket open(int port) throws IOException {
        SSLSocket socket = (SSLSocket) believing.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        return socket;
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + HTTP + path))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Frames as a socket brings them. */
    private static final class Reading {
        private final Deque<StompFrame> frames = new ArrayDeque<>();
        private final FrameReader reader = new FrameReader(frames::add);
        private final InputStream in;

        Reading(InputStream in) {
            this.in = in;
        }

        StompFrame next() throws IOException {
            byte[] chunk = new byte[1024];
            while (frames.isEmpty()) {
                int read = in.read(chunk);
                assertThat(read).as("bytes read").isPositive();
                reader.read(Arrays.copyOf(chunk, read));
            }
            return frames.remove();
        }
    }

    private static Reading subscribed(SSLSocket socket) throws IOException {
        Reading reading = new Reading(socket.getInputStream());
        socket.getOutputStream()
                .write(("CONNECT\naccept-version:1.2\nhost:x\nheart-beat:0,0\n\n\0SUBSCRIBE\nid:a\n"
                                + "destination:/subscribe/chat/room/lobby\nreceipt:r\n\n\0")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(reading.next().command()).isEqualTo("CONNECTED");
        assertThat(reading.next().command()).isEqualTo("RECEIPT");
        return reading;
    }

    @Test
    void moreThanFitsOnTheWayArrivesInOrderOverStompTcp() throws IOException {
        try (SSLSocket socket = open(TCP)) {
            Reading reading = subscribed(socket);
            String text = "x".repeat(1000);

            IntStream.range(0, MESSAGES).forEach(each -> services.say(text));

            long before = reading.next().number("seq");
            for (int next = 1; next < MESSAGES; next++) {
                assertThat(reading.next().number("seq")).isEqualTo(before + next);
            }
        }
    }

    @Test
    void moreThanFitsOnTheWayArrivesInOrderOverWebSocket() throws Exception {
        Frames frames = new Frames();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("wss://127.0.0.1:" + HTTP + "/ws"), frames)
                .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        frames.send(
                socket,
                "CONNECT\naccept-version:1.2\nhost:x\nheart-beat:0,0\n\n\0SUBSCRIBE\nid:a\n"
                        + "destination:/subscribe/chat/room/lobby\nreceipt:r\n\n\0");
        Eventually.within(TestEdge.SOON, () -> assertThat(frames.commands()).contains("RECEIPT"));
        String text = "x".repeat(1000);

        IntStream.range(0, MESSAGES).forEach(each -> services.say(text));

        Eventually.within(TestEdge.SOON, () -> assertThat(frames.sequences()).hasSize(MESSAGES));
        List<Long> sequences = frames.sequences();
        assertThat(sequences)
                .isEqualTo(IntStream.range(0, MESSAGES)
                        .mapToObj(next -> sequences.get(0) + next)
                        .toList());
        socket.abort();
    }

    @Test
    void whatChangesIsShownToNewConnectionsAndOldOnesStay() throws Exception {
        try (SSLSocket old = open(TCP)) {
            Reading reading = subscribed(old);

            second.in(folder);
            Eventually.within(TestEdge.SOON, () -> {
                assertThat(shownAt(TCP)).isEqualTo(second);
                assertThat(shownAt(HTTP)).isEqualTo(second);
            });

            services.say("still here");
            assertThat(reading.next().body()).contains("still here");
            assertThat(old.getSession().getPeerPrincipal().getName()).isEqualTo("CN=first");
        }
    }

    @Test
    void aBrokenFileKeepsTheOldCertificateAndSaysSo() throws IOException {
        double before = refused();
        Files.writeString(folder.resolve(TestCertificate.CERTIFICATE), "-----BEGIN CERTIFICATE-----\nAAAA\n");

        Eventually.within(TestEdge.SOON, () -> {
            assertThat(refused()).isGreaterThan(before);
            assertThat(METERS.scrape()).contains("parley_tls_stale{door=\"the HTTP port\"} 1.0");
        });
        assertThat(shownAt(HTTP)).isEqualTo(first);
        assertThat(shownAt(TCP)).isEqualTo(first);
    }

    @Test
    void anothersKeyIsNotTaken() throws IOException {
        double before = refused();
        Files.writeString(folder.resolve(TestCertificate.KEY), second.key());

        Eventually.within(TestEdge.SOON, () -> assertThat(refused()).isGreaterThan(before));
        assertThat(shownAt(HTTP)).isEqualTo(first);
    }

    @Test
    void aFileThatIsGoneKeepsTheOldCertificate() throws IOException {
        double before = refused();
        Files.delete(folder.resolve(TestCertificate.KEY));

        Eventually.within(TestEdge.SOON, () -> assertThat(refused()).isGreaterThan(before));
        assertThat(shownAt(HTTP)).isEqualTo(first);
    }

    private static double refused() {
        return Pattern.compile("parley_tls_refused_total\\{door=\"the HTTP port\"} (\\S+)")
                .matcher(METERS.scrape())
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    @Test
    void versionsBeforeTls12AreRefused() throws IOException {
        for (int port : new int[] {HTTP, TCP}) {
            for (byte minor : new byte[] {1, 2}) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.setSoTimeout(PATIENCE_MILLIS);
                    socket.getOutputStream().write(helloOf(minor).getBytes());

                    byte[] alert = socket.getInputStream().readNBytes(7);
                    assertThat(alert).as("TLS 1.%s", minor - 1).hasSize(7);
                    assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
                    assertThat(alert[6]).as("protocol_version").isEqualTo((byte) 70);
                }
            }
        }
    }

    /** A ClientHello that offers this version at the most (RFC 5246, 7.4.1.2), with suites that it had. */
    private static Buffer helloOf(byte minor) {
        Buffer body = Buffer.buffer()
                .appendBytes(new byte[] {3, minor})
                .appendBytes(new byte[32])
                .appendByte((byte) 0)
                .appendBytes(new byte[] {0, 4, (byte) 0xC0, 0x09, 0x00, 0x2F})
                .appendBytes(new byte[] {1, 0});
        Buffer handshake = Buffer.buffer()
                .appendBytes(new byte[] {1, 0})
                .appendShort((short) body.length())
                .appendBuffer(body);
        return Buffer.buffer()
                .appendBytes(new byte[] {22, 3, 1})
                .appendShort((short) handshake.length())
                .appendBuffer(handshake);
    }

    @Test
    void whoSpeaksInTheClearIsNotAnswered() throws IOException {
        for (int port : new int[] {HTTP, TCP}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.getOutputStream()
                        .write("GET /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

                // An alert at the most, and the end.
                assertThat(new String(socket.getInputStream().readNBytes(1000), StandardCharsets.ISO_8859_1))
                        .doesNotContain("HTTP")
                        .hasSizeLessThan(100);
            }
        }
    }

    @Test
    void whoBelievesNoneOfTheTwoDoesNotConnect() {
        TestCertificate other = TestCertificate.make(folder, "other");

        assertThatThrownBy(() -> {
                    try (SSLSocket socket =
                            (SSLSocket) other.trusting().getSocketFactory().createSocket("127.0.0.1", HTTP)) {
                        socket.startHandshake();
                    }
                })
                .isInstanceOf(SSLException.class);
    }

    @Test
    void answersOverTlsTellBrowsersToUseNothingElse() throws Exception {
        for (String path : List.of("/", "/api/v1/me", "/ws-sockjs/info", "/nothing")) {
            assertThat(get(path).headers().firstValue("strict-transport-security"))
                    .as(path)
                    .contains("max-age=31536000");
        }
    }

    /** What a WebSocket brings. */
    private static final class Frames implements WebSocket.Listener {
        private final List<StompFrame> all = new CopyOnWriteArrayList<>();
        private final FrameReader reader = new FrameReader(all::add);

        void send(WebSocket socket, String frames) throws Exception {
            CompletableFuture<?> sent = socket.sendText(frames, true);
            sent.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            reader.read(data.toString().getBytes(StandardCharsets.UTF_8));
            socket.request(1);
            return null;
        }

        List<String> commands() {
            return all.stream().map(StompFrame::command).toList();
        }

        List<Long> sequences() {
            return all.stream()
                    .filter(frame -> frame.command().equals("MESSAGE"))
                    .map(frame -> frame.number("seq"))
                    .toList();
        }
    }
}
