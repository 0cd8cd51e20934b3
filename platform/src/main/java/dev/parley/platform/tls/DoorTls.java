package dev.parley.platform.tls;

import dev.parley.platform.config.ConfigException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * TLS of one door, 1.2 and 1.3: the certificate that all its servers show. Files that change are taken into use for
 * connections made from then on; those that stand are not touched (docs/adr/0035-tls-at-the-doors.md). Any thread.
 */
public final class DoorTls {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final String door;
    private final CertificateFiles files;
    private final Duration handshakeWithin;
    private final CertificateMeters meters;
    private final List<User> users = new CopyOnWriteArrayList<>();
    private volatile Shown shown;

    /** Who shows, or believes, the door's certificate: takes a new one into use. */
    @FunctionalInterface
    public interface User {
        Future<?> update(DoorTls tls);
    }

    /** What is in force, and the certificate before it, which other processes may still show for a while. */
    private record Shown(CertificateAndKey pair, X509Certificate own, X509Certificate before) {}

    private DoorTls(
            String door, CertificateFiles files, Duration handshakeWithin, Shown shown, CertificateMeters meters) {
        this.door = door;
        this.files = files;
        this.handshakeWithin = handshakeWithin;
        this.shown = shown;
        this.meters = meters;
    }

    /**
     * Reads the files. Blocks.
     *
     * @param door its name in the log and in metrics
     * @param handshakeWithin how long a client may take for its handshake
     * @throws ConfigException when they cannot be read or do not belong together; it has nothing of what is in them
     */
    public static DoorTls open(
            Vertx vertx, String door, CertificateFiles files, Duration handshakeWithin, MeterRegistry registry) {
        try {
            CertificateAndKey pair = files.read();
            X509Certificate own = pair.check(vertx);
            CertificateMeters meters = new CertificateMeters(registry, door);
            meters.shows(own);
            return new DoorTls(door, files, handshakeWithin, new Shown(pair, own, own), meters);
        } catch (Exception unusable) {
            throw new ConfigException(
                    files.setting(), "and its key are no PEM files of a certificate and its key that can be read");
        }
    }

    /** For the start of a server of this door. */
    public void configure(NetServerOptions server) {
        server.setSsl(true).setEnabledSecureTransportProtocols(PROTOCOLS); // which makes it options of TLS
        secure(server.getSslOptions());
    }

    /** For a server of this door that runs. */
    public ServerSSLOptions server() {
        ServerSSLOptions options = new ServerSSLOptions();
        secure(options);
        return options;
    }

    private void secure(ServerSSLOptions options) {
        options.setKeyCertOptions(shown.pair().options())
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(handshakeWithin.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** The versions of TLS that are spoken. */
    public static Set<String> protocols() {
        return PROTOCOLS;
    }

    /** Believes this very certificate, and the one before it, and no other. */
    public TrustOptions itself() {
        Shown now = shown;
        return new PemTrustOptions().addCertValue(pem(now.own())).addCertValue(pem(now.before()));
    }

    /** Tells the user of each new certificate. */
    public void onChange(User user) {
        users.add(user);
    }

    /** Looks at the files from now on. */
    public void watch(Vertx vertx) {
        new WatchedFiles<>(door, files::read, shown.pair(), pair -> take(vertx, pair), meters)
                .watch(vertx, files.reload());
    }

    private Future<?> take(Vertx vertx, CertificateAndKey pair) {
        return vertx.executeBlocking(() -> pair.check(vertx)).compose(own -> {
            Shown before = shown;
            shown = new Shown(pair, own, before.own());
            return Future.join(users.stream()
                            .map(user -> Future.succeededFuture(this).compose(user::update))
                            .toList())
                    .onSuccess(taken -> meters.shows(own))
                    .onFailure(failure -> shown = before);
        });
    }

    private static Buffer pem(X509Certificate certificate) {
        try {
            return Buffer.buffer("-----BEGIN CERTIFICATE-----\n"
                    + new String(PEM.encode(certificate.getEncoded()), StandardCharsets.US_ASCII)
                    + "\n-----END CERTIFICATE-----\n");
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
