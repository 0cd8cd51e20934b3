package dev.parley.e2e.secrets;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalPostgres;
import dev.parley.testkit.Ports;
import dev.parley.testkit.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * All of Parley in a process that logs everything at TRACE: on PostgreSQL, with TLS at its HTTP port, sealed signing keys
 * and a broker that never answers; with each of the secrets that an operator gives it.
 */
final class TalkativeParley implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final String SEAL = "c2VhbGVkIHdpdGggdGhpcyB2ZXJ5IHNlY3JldCBrZXk=";
    private static final String PASSCODE = "the-broker-passcode-7345";
    /** The username of the first admin, and of the service that may ask about tokens. */
    static final String OPERATOR = "operator";

    static final String ADMIN_PASSWORD = "admins-secret-password-5501";
    static final String SERVICE_SECRET = "secret-of-the-service-6113";

    private final Path folder;
    private final int httpPort = Ports.free();
    private final int tcpPort = Ports.free();
    private final int managementPort = Ports.free();
    private final TestCertificate certificate;
    private final LocalPostgres postgres;
    private final JavaProcess process;

    TalkativeParley(Path folder) throws IOException {
        this.folder = folder;
        this.certificate = TestCertificate.make(folder, "parley");
        this.postgres = LocalPostgres.start(folder.resolve("postgres"));
        try {
            this.process = started();
        } catch (AssertionError | IllegalStateException | IOException e) {
            postgres.stop();
            throw e;
        }
    }

    private JavaProcess started() throws IOException {
        Path logback = Files.writeString(folder.resolve("logback.xml"), everything());
        JavaProcess.Spec spec = new JavaProcess.Spec(
                "parley",
                folder,
                Artifacts.classPath(Artifacts.projectRoot(), "standalone"),
                "dev.parley.standalone.StandaloneMain",
                Stream.concat(JavaProcess.Spec.SMALL_JVM.stream(), Stream.of("-Dlogback.configurationFile=" + logback))
                        .toList(),
                settings(),
                managementPort);
        JavaProcess begun = JavaProcess.start(spec);
        try {
            begun.awaitReady(READY_WITHIN);
        } catch (AssertionError | IllegalStateException e) {
            begun.kill();
            throw e;
        }
        return begun;
    }

    /** The configuration that Parley comes with, as an operator changes it who wants to see all. */
    private static String everything() throws IOException {
        try (InputStream in = Objects.requireNonNull(TalkativeParley.class.getResourceAsStream("/logback.xml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll(
                            "name=\"(io\\.vertx|io\\.netty|org\\.flywaydb)\" level=\"\\w+\"",
                            "name=\"$1\" level=\"TRACE\"")
                    .replace("<root level=\"INFO\">", "<root level=\"TRACE\">");
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("PARLEY_DATABASE_URL", postgres.url());
        settings.put("PARLEY_DATABASE_PASSWORD", postgres.password());
        settings.put("PARLEY_AUTH_SEAL_KEYS", SEAL);
        settings.put("PARLEY_AUTH_GUESTS", "true");
        settings.put("PARLEY_ADMIN_USERNAME", OPERATOR);
        settings.put("PARLEY_ADMIN_PASSWORD", ADMIN_PASSWORD);
        settings.put("PARLEY_AUTH_INTROSPECTION_CLIENTS", OPERATOR + ":" + sha256(SERVICE_SECRET));
        settings.put("PARLEY_RELAY_URL", "stomp://127.0.0.1:" + Ports.free());
        settings.put("PARLEY_RELAY_LOGIN", "parley");
        settings.put("PARLEY_RELAY_PASSCODE", PASSCODE);
        settings.put("PARLEY_HTTP_HOST", "127.0.0.1");
        settings.put("PARLEY_HTTP_PORT", Integer.toString(httpPort));
        settings.put("PARLEY_HTTP_CERTIFICATE", certificate.in(folder).toString());
        settings.put("PARLEY_HTTP_KEY", folder.resolve(TestCertificate.KEY).toString());
        settings.put("PARLEY_STOMP_TCP_HOST", "127.0.0.1");
        settings.put("PARLEY_STOMP_TCP_PORT", Integer.toString(tcpPort));
        settings.put("PARLEY_MANAGEMENT_PORT", Integer.toString(managementPort));
        settings.put("PARLEY_EVENT_LOOPS", "1");
        return settings;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it was given, by what it is. */
    Map<String, String> secrets() {
        Map<String, String> secrets = new HashMap<>();
        secrets.put("database password", postgres.password());
        secrets.put("seal key", SEAL);
        secrets.put("broker passcode", PASSCODE);
        secrets.put("admin's password", ADMIN_PASSWORD);
        secrets.put("service's secret", SERVICE_SECRET);
        secrets.put("hash of a password", "$argon2id$");
        secrets.put("private half of a signing key", "\"d\":\"");
        List<String> lines = Arrays.stream(certificate.key().split("\n"))
                .filter(line -> !line.startsWith("-"))
                .toList();
        secrets.put("TLS key", lines.get(0));
        return secrets;
    }

    String https() {
        return "https://127.0.0.1:" + httpPort;
    }

    String wss() {
        return "wss://127.0.0.1:" + httpPort;
    }

    String metrics() {
        return "http://127.0.0.1:" + managementPort + "/metrics";
    }

    int tcpPort() {
        return tcpPort;
    }

    SSLContext trusting() {
        return certificate.trusting();
    }

    /** All that it has written so far, to its log, its output and its errors. */
    String log() throws IOException {
        return Files.readString(folder.resolve("parley.log"), StandardCharsets.UTF_8);
    }

    /** Its command line, as everybody on the machine can read it. */
    String commandLine() throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            process.terminate();
        } finally {
            postgres.stop();
        }
    }
}
