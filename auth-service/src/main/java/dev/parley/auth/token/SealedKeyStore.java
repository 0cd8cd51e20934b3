package dev.parley.auth.token;

import dev.parley.auth.domain.SigningKey;
import dev.parley.auth.store.KeyStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A store that never sees a private key in the clear, where there is a {@link KeySeal} that is on. Any thread. */
public final class SealedKeyStore implements KeyStore {
    private final KeyStore store;
    private final KeySeal seal;

    public SealedKeyStore(KeyStore store, KeySeal seal) {
        this.store = store;
        this.seal = seal;
    }

    /** Seals what is in the clear, or sealed with a key that is to be given up. To be called once, at the start. */
    public Future<Void> sealAll() {
        return store.all().compose(stored -> {
            List<Future<Void>> writes = new ArrayList<>();
            stored.stream()
                    .filter(key -> seal.isDue(key.privateJwk(), key.id()))
                    .forEach(key -> writes.add(store.replace(sealed(opened(key)))));
            return Future.all(writes).mapEmpty();
        });
    }

    @Override
    public Future<List<SigningKey>> all() {
        return store.all().map(stored -> stored.stream().map(this::opened).toList());
    }

    @Override
    public Future<Void> add(SigningKey key) {
        return store.add(sealed(key));
    }

    @Override
    public Future<Void> replace(SigningKey key) {
        return store.replace(sealed(key));
    }

    @Override
    public Future<Void> remove(long generation) {
        return store.remove(generation);
    }

    private SigningKey sealed(SigningKey key) {
        return key.withPrivateJwk(seal.seal(key.privateJwk(), key.id()));
    }

    private SigningKey opened(SigningKey key) {
        return key.withPrivateJwk(seal.open(key.privateJwk(), key.id())
                .orElseThrow(() -> new IllegalStateException(
                        "the signing key " + key.id() + " is sealed with a key that is not in PARLEY_AUTH_SEAL_KEYS")));
    }
}
