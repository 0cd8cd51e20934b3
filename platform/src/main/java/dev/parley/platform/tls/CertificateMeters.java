package dev.parley.platform.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What metrics say of a door's certificate: until when it is good, and whether the files have one that is not used. */
final class CertificateMeters implements WatchedFiles.Listener {
    private static final String DOOR = "door";

    private final AtomicLong expires = new AtomicLong();
    private final AtomicInteger stale = new AtomicInteger();
    private final Counter refused;

    CertificateMeters(MeterRegistry registry, String door) {
        Gauge.builder("parley.tls.certificate.expires", expires, AtomicLong::get)
                .baseUnit("seconds")
                .description("When the certificate in use ends, in seconds since 1970")
                .tag(DOOR, door)
                .register(registry);
        Gauge.builder("parley.tls.stale", stale, AtomicInteger::get)
                .description("1 while the files have a certificate that is not in use, as it makes no sense")
                .tag(DOOR, door)
                .register(registry);
        refused = Counter.builder("parley.tls.refused")
                .description("How often changed files were not taken into use")
                .tag(DOOR, door)
                .register(registry);
    }

    void shows(X509Certificate certificate) {
        expires.set(certificate.getNotAfter().toInstant().getEpochSecond());
    }

    @Override
    public void inForce() {
        stale.set(0);
    }

    @Override
    public void refused() {
        stale.set(1);
        refused.increment();
    }
}
