package dev.parley.gateway;

import dev.parley.platform.tls.CertificateFiles;
import dev.parley.platform.tls.DoorTls;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/** TLS of the doors that have a certificate; all event loops share it. */
record DoorCertificates(Optional<DoorTls> http, Optional<DoorTls> stomp) {
    /** Reads the files; fails with what is wrong with them. */
    static Future<DoorCertificates> open(Vertx vertx, GatewayConfig config, MeterRegistry registry) {
        return vertx.executeBlocking(() -> new DoorCertificates(
                open(
                        vertx,
                        "the HTTP port",
                        config.http().certificate(),
                        config.deadlines().header(),
                        registry),
                open(
                        vertx,
                        "STOMP over TCP",
                        config.tcp().certificate(),
                        config.session().connectWithin(),
                        registry)));
    }

    private static Optional<DoorTls> open(
            Vertx vertx, String door, Optional<CertificateFiles> files, Duration within, MeterRegistry registry) {
        return files.map(given -> DoorTls.open(vertx, door, given, within, registry));
    }

    /** Looks at the files from now on. */
    void watch(Vertx vertx) {
        http.ifPresent(tls -> tls.watch(vertx));
        stomp.ifPresent(tls -> tls.watch(vertx));
    }
}
