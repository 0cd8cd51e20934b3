package dev.parley.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1 and localhost that signs itself, made by the JDK's own keytool. Blocks.
 *
 * @param certificate PEM
 * @param key PEM, PKCS #8
 * @param store the certificate alone, as what a client believes
 */
public record TestCertificate(String certificate, String key, KeyStore store) {
    /** The names of the files that {@link #in} writes. */
    public static final String CERTIFICATE = "tls.crt";

    public static final String KEY = "tls.key";

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "door";

    /** Makes one; what is left in the folder means nothing. */
    public static TestCertificate make(Path folder, String name) {
        Path file = folder.resolve(name + ".p12");
        try {
            generate(file, name);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            KeyStore believed = KeyStore.getInstance("PKCS12");
            believed.load(null, null);
            believed.setCertificateEntry(name, keys.getCertificate(ALIAS));
            return new TestCertificate(
                    pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
                    pem(
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()),
                    believed);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(Path file, String name) throws IOException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "7",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        try {
            if (!keytool.waitFor(120, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes both files; tells where the certificate is. */
    public Path in(Path folder) {
        try {
            Files.writeString(folder.resolve(KEY), key);
            return Files.writeString(folder.resolve(CERTIFICATE), certificate);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client's side that believes this certificate and these others. */
    public SSLContext trusting(TestCertificate... others) {
        try {
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(null, null);
            copy(store, all);
            for (TestCertificate other : others) {
                copy(other.store, all);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(all);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(KeyStore from, KeyStore to) throws GeneralSecurityException {
        for (String alias : Collections.list(from.aliases())) {
            to.setCertificateEntry(alias, from.getCertificate(alias));
        }
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    @Override
    public String toString() {
        return "TestCertificate";
    }
}
