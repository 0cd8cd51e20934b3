package dev.parley.auth.token;

import dev.parley.auth.app.PasswordHasher;
import dev.parley.auth.domain.Password;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Argon2id on worker threads of its own: {@link HashOptions#atOnce} at a time, {@link HashOptions#waiting} in line, and
 * who comes after those is refused {@code unavailable}. Any thread.
 */
public final class Argon2Hasher implements PasswordHasher {
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger pending = new AtomicInteger();
    private final HashOptions options;
    private final Runnable computing;
    private final WorkerExecutor workers;
    private final String nobodysHash;

    /**
     * Computes one hash, that of nobody, and so blocks for some tens of milliseconds.
     *
     * @param computing told of each hash, where it is computed
     */
    public Argon2Hasher(Vertx vertx, HashOptions options, Runnable computing) {
        this.options = options;
        this.computing = computing;
        this.workers = vertx.createSharedWorkerExecutor("auth-hash", options.atOnce());
        this.nobodysHash = compute(new Password(random.ints(16, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()));
    }

    @Override
    public Future<String> hash(Password password) {
        return work(() -> compute(password));
    }

    @Override
    public Future<Boolean> matches(Password password, Optional<String> hash) {
        return work(() -> matches(password, Argon2Hash.parse(hash.orElse(nobodysHash))) && hash.isPresent());
    }

    @Override
    public boolean isOutdated(String hash) {
        return !Argon2Hash.parse(hash).costs(options.cost());
    }

    /** Whether a text is a hash of the kind that this keeps. */
    public static boolean isHash(String text) {
        try {
            Argon2Hash.parse(text);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Hashes being computed or waiting. */
    public int pending() {
        return pending.get();
    }

    /** Ends the worker threads. */
    public Future<Void> close() {
        return workers.close();
    }

    private boolean matches(Password password, Argon2Hash hash) {
        computing.run();
        return hash.matches(password.value());
    }

    private String compute(Password password) {
        computing.run();
        byte[] salt = new byte[Argon2Hash.SALT_BYTES];
        random.nextBytes(salt);
        return Argon2Hash.of(password.value(), salt, options.cost()).phc();
    }

    private <T> Future<T> work(Callable<T> task) {
        if (pending.incrementAndGet() > options.atOnce() + options.waiting()) {
            pending.decrementAndGet();
            return Future.failedFuture(Refusal.unavailable("too many sign-ins at once"));
        }
        return workers.executeBlocking(task, false).onComplete(done -> pending.decrementAndGet());
    }
}
