package dev.parley.platform.tls;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the certificate of a door is: two PEM files.
 *
 * @param setting the key that names the certificate's, for messages
 * @param certificate of the door, with those between it and an authority
 * @param key that goes with it
 * @param reload how often the files are looked at
 */
public record CertificateFiles(String setting, Path certificate, Path key, Duration reload) {
    /** Reads {@code PREFIX_CERTIFICATE} and {@code PREFIX_KEY}: both, or none. */
    public static Optional<CertificateFiles> of(Settings settings, String prefix) {
        String setting = prefix + "_CERTIFICATE";
        Optional<String> certificate = settings.optional(setting);
        Optional<String> key = settings.optional(prefix + "_KEY");
        if (certificate.isPresent() != key.isPresent()) {
            throw new ConfigException(prefix + "_KEY", "goes with " + setting);
        }
        return certificate.map(file -> new CertificateFiles(
                setting,
                Path.of(file),
                Path.of(key.orElseThrow()),
                Duration.ofSeconds(settings.number("PARLEY_TLS_RELOAD_SECONDS", 30, 1, 86_400))));
    }

    /** Blocks. */
    CertificateAndKey read() throws IOException {
        return new CertificateAndKey(
                Buffer.buffer(Files.readAllBytes(certificate)), Buffer.buffer(Files.readAllBytes(key)));
    }
}
