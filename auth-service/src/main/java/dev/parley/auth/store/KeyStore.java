package dev.parley.auth.store;

import dev.parley.auth.domain.SigningKey;
import io.vertx.core.Future;
import java.util.List;

/** Keeps the keys that sign access tokens. Each method is atomic; every failure is {@code unavailable}. */
public interface KeyStore {
    /** All of them, in no order. */
    Future<List<SigningKey>> all();

    /** Adds a key; where its generation exists already, that one stays and nothing is added. */
    Future<Void> add(SigningKey key);

    /** Keeps another form of a key's private part. A generation that is not there is no error. */
    Future<Void> replace(SigningKey key);

    /** Removes a generation. One that is not there is no error. */
    Future<Void> remove(long generation);
}
