package dev.parley.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.platform.cluster.Certificate;
import dev.parley.platform.config.Settings;
import dev.parley.platform.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The management port with a certificate: what it shows, and what it shows after that has changed. */
class ManagementTlsIT {
    private static final String REQUEST = "GET /health/live HTTP/1.0\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters();

    @TempDir
    private Path folder;

    private Certificate first;
    private Certificate second;
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        first = Certificate.make(folder, "first");
        second = Certificate.make(folder, "second");
        write(first);
        Settings settings = Settings.load(Map.of(
                "PARLEY_MANAGEMENT_HOST", "127.0.0.1",
                "PARLEY_MANAGEMENT_PORT", "0",
                "PARLEY_MANAGEMENT_CERTIFICATE", folder.resolve("tls.crt").toString(),
                "PARLEY_MANAGEMENT_KEY", folder.resolve("tls.key").toString(),
                "PARLEY_TLS_RELOAD_SECONDS", "1"));
        ManagementServer.Options options = ManagementServer.Options.of(settings);
        server = get(new ManagementServer(new Health(), meters, options).listen(vertx));
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
        meters.close();
    }

    @Test
    void aCertificateThatChangesIsShownToWhoComesThen() throws Exception {
        assertThat(answer(first)).startsWith("HTTP/1.0 200 ");

        write(second);

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!shows(second)) {
            assertThat(System.nanoTime()).as("still the old one after a minute").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(answer(second)).startsWith("HTTP/1.0 200 ");
        assertThat(shows(first)).isFalse();
    }

    @Test
    void whoSpeaksInTheClearIsNotAnswered() throws Exception {
        assertThat(answerInTheClear()).doesNotContain("HTTP/1");
    }

    private String answerInTheClear() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            return answer(socket);
        } catch (SocketException reset) {
            return "";
        }
    }

    private void write(Certificate certificate) throws IOException {
        Files.writeString(folder.resolve("tls.crt"), certificate.certificate());
        Files.writeString(folder.resolve("tls.key"), certificate.key());
    }

    /** Whether a client that believes this one and no other is let in. */
    private boolean shows(Certificate certificate) throws Exception {
        try (SSLSocket socket = connect(certificate)) {
            socket.startHandshake();
            return true;
        } catch (SSLException refused) {
            return false;
        }
    }

    private String answer(Certificate believed) throws Exception {
        try (SSLSocket socket = connect(believed)) {
            return answer(socket);
        }
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readNBytes(1000), StandardCharsets.US_ASCII);
    }

    /** With a memory of its own: a session that goes on would show the certificate with which it began. */
    private SSLSocket connect(Certificate believed) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        byte[] pem = believed.certificate().getBytes(StandardCharsets.US_ASCII);
        store.setCertificateEntry(
                "door", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
