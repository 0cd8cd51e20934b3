package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.TestEdge;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.session.Wheel;
import dev.parley.platform.config.Settings;
import dev.parley.platform.tls.CertificateFiles;
import dev.parley.platform.tls.DoorTls;
import dev.parley.testkit.TestCertificate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that there is no place for is told so over TLS too, where it has not asked anything yet. */
class TlsPlacesIT {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        TestEdge.done(vertx.close());
    }

    private int listen(TestCertificate certificate) {
        Settings settings = Settings.load(Map.of(
                "PARLEY_HTTP_HOST", "127.0.0.1",
                "PARLEY_HTTP_PORT", "0",
                "PARLEY_HTTP_CERTIFICATE", certificate.in(folder).toString(),
                "PARLEY_HTTP_KEY", folder.resolve(TestCertificate.KEY).toString(),
                "PARLEY_MAX_HANDSHAKES", "1"));
        CertificateFiles files = CertificateFiles.of(settings, "PARLEY_HTTP").orElseThrow();
        DoorTls tls = DoorTls.open(vertx, "the HTTP port", files, Duration.ofSeconds(30), registry);
        Limits limits = new Limits(LimitOptions.of(settings), registry);
        return TestEdge.await(vertx.getOrCreateContext(), () -> {
            Wheel wheel = Wheel.turning(vertx);
            HttpDoors doors = new HttpDoors(vertx, wheel, HttpDoors.Options.of(settings), Optional.of(tls), limits);
            doors.guard(new HttpDeadlines(HttpDeadlines.Options.of(settings), wheel, limits));
            return doors.listen();
        });
    }

    @Test
    void oneTooManyReadsWhyAndNothingInTheClear() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "door");
        int port = listen(certificate);

        try (SSLSocket first = connected(certificate, port)) {
            first.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(first.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");

            try (SSLSocket second = connected(certificate, port)) {
                String refused = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(refused).startsWith("HTTP/1.1 503 ").contains("\"code\":\"unavailable\"");
            }
        }
    }

    private static SSLSocket connected(TestCertificate certificate, int port) throws Exception {
        SSLSocket socket = (SSLSocket) certificate.trusting().getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(30_000);
        socket.startHandshake();
        return socket;
    }
}
