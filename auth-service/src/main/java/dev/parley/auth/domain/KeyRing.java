package dev.parley.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The signing keys there are, oldest first, and what each is good for at a moment. A new key is published for
 * {@link KeyTimes#lead} before it signs, so that whoever keeps a copy of the key set has it by then; the one before it stays
 * published until nothing that it signed can still be valid.
 *
 * @param tokenLife how long an access token lives
 */
public record KeyRing(List<SigningKey> keys, Duration tokenLife, KeyTimes times) {
    public KeyRing {
        keys = keys.stream()
                .sorted(Comparator.comparingLong(SigningKey::generation))
                .toList();
    }

    /** The generation to make now, if one is due. */
    public OptionalLong due(Instant now) {
        if (keys.isEmpty()) {
            return OptionalLong.of(1);
        }
        SigningKey newest = keys.get(keys.size() - 1);
        boolean old = !now.isBefore(newest.createdAt().plus(times.rotation()));
        return old ? OptionalLong.of(newest.generation() + 1) : OptionalLong.empty();
    }

    /** The key that signs now: the newest that has been published for long enough, else the oldest. */
    public Optional<SigningKey> signer(Instant now) {
        return keys.stream()
                .filter(key -> !now.isBefore(signsFrom(key)))
                .reduce((older, newer) -> newer)
                .or(() -> keys.stream().findFirst());
    }

    /** The keys that no valid token can be signed with any more. */
    public List<SigningKey> retired(Instant now) {
        return keys.stream()
                .filter(key -> keys.stream()
                        .anyMatch(later -> later.generation() > key.generation()
                                && now.isAfter(signsFrom(later).plus(tokenLife).plus(times.lead()))))
                .toList();
    }

    /** The generation to make where the next is wanted at once; empty while the newest does not sign yet. */
    public OptionalLong next(Instant now) {
        Optional<SigningKey> newest = newest();
        return newest.equals(signer(now))
                ? OptionalLong.of(newest.map(SigningKey::generation).orElse(0L) + 1)
                : OptionalLong.empty();
    }

    /** The one that was made last. */
    public Optional<SigningKey> newest() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(keys.size() - 1));
    }

    /** When a key begins to sign, where there is one before it. */
    public Instant signsFrom(SigningKey key) {
        return key.createdAt().plus(times.lead());
    }
}
