package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.platform.config.Settings;
import dev.parley.platform.tls.CertificateFiles;
import dev.parley.platform.tls.DoorTls;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.TestCertificate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.stomp.Command;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** STOMP over TCP speaks TLS where a certificate is configured, and nothing else then. */
class StompTlsIT {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aClientThatTrustsTheCertificateConnects() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "door");
        int port = listen(certificate, 30);

        try (Socket socket = certificate.trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("CONNECT\naccept-version:1.2\nhost:x\n\n\0".getBytes(StandardCharsets.UTF_8));

            assertThat(firstLine(socket.getInputStream())).isEqualTo("CONNECTED");
        }
    }

    @Test
    void aClientThatNeverBeginsItsHandshakeIsCutOff() throws Exception {
        int port = listen(TestCertificate.make(folder, "door"), 3);

        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            silent.setSoTimeout(30_000);

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            Eventually.within(
                    TestEdge.SOON,
                    () -> assertThat(registry.get("parley.limit.exceeded")
                                    .tag("limit", "tls-time")
                                    .counter()
                                    .count())
                            .isEqualTo(1));
        }
    }

    private int listen(TestCertificate certificate, int connectSeconds) throws Exception {
        CertificateFiles files = new CertificateFiles(
                "PARLEY_STOMP_TCP_CERTIFICATE",
                certificate.in(folder),
                folder.resolve(TestCertificate.KEY),
                Duration.ofHours(1));
        DoorTls tls = DoorTls.open(vertx, "STOMP over TCP", files, Duration.ofSeconds(connectSeconds), registry);
        Context loop = vertx.getOrCreateContext();
        Promise<Integer> port = Promise.promise();
        loop.runOnContext(ignored -> {
            Sessions sessions = new Sessions(
                    SessionOptions.of(
                            Settings.load(Map.of("PARLEY_CONNECT_SECONDS", Integer.toString(connectSeconds)))),
                    Wheel.turning(vertx),
                    Clock.systemUTC(),
                    new SessionMeters(registry));
            sessions.on(Command.CONNECT, (session, frame) -> {
                Actor actor = new Actor(new UserId("u"), "user", "User", Set.of("user"));
                session.open(new Identity(actor, Optional.empty(), Optional.empty()), HeartBeat.NONE, Map.of());
                return Future.succeededFuture(Map.of());
            });
            new StompTcpDoor(
                            vertx,
                            new StompTcpDoor.Options("127.0.0.1", 0, Optional.of(files)),
                            Optional.of(tls),
                            EventLoop.current(vertx),
                            sessions)
                    .listen()
                    .onComplete(port);
        });
        return port.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            line.append((char) read);
        }
        return line.toString();
    }
}
