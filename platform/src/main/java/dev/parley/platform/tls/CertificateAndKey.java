package dev.parley.platform.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.X509KeyManager;

/** The content of two PEM files: what a door shows, and what it proves it with. */
record CertificateAndKey(Buffer certificate, Buffer key) {
    /** The kinds of keys that TLS is spoken with, and how one of them signs. */
    private static final Map<String, String> SIGNATURES =
            Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "EdDSA");

    KeyCertOptions options() {
        return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
    }

    /**
     * The door's own certificate, the first of the file. Neither Vert.x nor the JDK would notice before the first client
     * that the key is another one's.
     *
     * @throws Exception when a file is no PEM, or the two do not belong together
     */
    X509Certificate check(Vertx vertx) throws Exception {
        X509KeyManager keys =
                (X509KeyManager) options().getKeyManagerFactory(vertx).getKeyManagers()[0];
        for (Map.Entry<String, String> kind : SIGNATURES.entrySet()) {
            String[] names = keys.getServerAliases(kind.getKey(), null);
            if (names != null && names.length > 0) {
                X509Certificate own = keys.getCertificateChain(names[0])[0];
                requireToBelong(own, keys.getPrivateKey(names[0]), kind.getValue());
                return own;
            }
        }
        throw new GeneralSecurityException("there is no certificate with a key of the kinds EC, RSA or EdDSA");
    }

    private static void requireToBelong(X509Certificate certificate, PrivateKey key, String algorithm)
            throws GeneralSecurityException {
        byte[] text = {1, 2, 3};
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(text);
        byte[] signature = signing.sign();
        signing.initVerify(certificate.getPublicKey());
        signing.update(text);
        if (!signing.verify(signature)) {
            throw new GeneralSecurityException("the key does not go with the certificate");
        }
    }

    @Override
    public String toString() {
        return "CertificateAndKey[redacted]";
    }
}
