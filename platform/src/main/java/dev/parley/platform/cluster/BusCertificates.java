package dev.parley.platform.cluster;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a process shows to its peers on the event bus, and what it believes of theirs: the content of PEM files. */
record BusCertificates(Buffer certificate, Buffer key, Buffer authorities) {
    /**
     * Where the PEM files are.
     *
     * @param certificate of this process, for clients and for servers, with those between it and an authority
     * @param key that goes with it (PKCS #8)
     * @param authorities one or more certificates; whoever has a certificate signed by one of them is a peer
     * @param reload how often the files are looked at
     */
    public record Source(Path certificate, Path key, Path authorities, Duration reload) {
        private static final String CERTIFICATE = "PARLEY_BUS_TLS_CERTIFICATE";
        private static final String KEY = "PARLEY_BUS_TLS_KEY";
        private static final String AUTHORITIES = "PARLEY_BUS_TLS_CA";

        /** Reads {@code PARLEY_BUS_TLS_*}: all three files, or none. */
        static Optional<Source> of(Settings settings) {
            List<String> keys = List.of(CERTIFICATE, KEY, AUTHORITIES);
            List<String> given = keys.stream()
                    .filter(key -> settings.optional(key).isPresent())
                    .toList();
            if (given.isEmpty()) {
                return Optional.empty();
            }
            if (given.size() < keys.size()) {
                throw new ConfigException(given.get(0), "needs " + String.join(", ", keys) + " together");
            }
            return Optional.of(new Source(
                    Path.of(settings.required(CERTIFICATE)),
                    Path.of(settings.required(KEY)),
                    Path.of(settings.required(AUTHORITIES)),
                    Duration.ofSeconds(settings.number("PARLEY_BUS_TLS_RELOAD_SECONDS", 30, 1, 86_400))));
        }

        /** Blocks. */
        BusCertificates read() throws IOException {
            return new BusCertificates(content(certificate), content(key), content(authorities));
        }

        private static Buffer content(Path file) throws IOException {
            return Buffer.buffer(Files.readAllBytes(file));
        }
    }

    KeyCertOptions own() {
        return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
    }

    TrustOptions trusted() {
        return new PemTrustOptions().addCertValue(authorities);
    }

    @Override
    public String toString() {
        return "BusCertificates[redacted]";
    }
}
