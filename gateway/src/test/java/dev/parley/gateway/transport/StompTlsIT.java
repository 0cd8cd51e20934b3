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
import dev.parley.testkit.Eventually;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** STOMP over TCP speaks TLS where a certificate is configured, and nothing else then. */
class StompTlsIT {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aClientThatTrustsTheCertificateConnects() throws Exception {
        KeyStore keys = keyPair();
        int port = listen(keys, 30);

        try (SSLSocket socket = (SSLSocket) trusting(keys).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("CONNECT\naccept-version:1.2\nhost:x\n\n\0".getBytes(StandardCharsets.UTF_8));

            assertThat(firstLine(socket.getInputStream())).isEqualTo("CONNECTED");
        }
    }

    @Test
    void aClientThatNeverBeginsItsHandshakeIsCutOff() throws Exception {
        int port = listen(keyPair(), 3);

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

    private int listen(KeyStore keys, int connectSeconds) throws Exception {
        return listen(
                pem(
                        "certificate.pem",
                        "CERTIFICATE",
                        keys.getCertificate("door").getEncoded()),
                pem("key.pem", "PRIVATE KEY", keys.getKey("door", PASSWORD).getEncoded()),
                connectSeconds);
    }

    private int listen(Path certificate, Path key, int connectSeconds) throws Exception {
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
            StompTcpDoor.Options options = new StompTcpDoor.Options(
                    "127.0.0.1", 0, Optional.of(certificate.toString()), Optional.of(key.toString()));
            new StompTcpDoor(vertx, options, EventLoop.current(vertx), sessions)
                    .listen()
                    .onComplete(port);
        });
        return port.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Made by the JDK's own keytool: a certificate for 127.0.0.1 that signs itself. */
    private KeyStore keyPair() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "door",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=door",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(120, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private Path pem(String name, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("door", keys.getCertificate("door"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            line.append((char) read);
        }
        return line.toString();
    }
}
