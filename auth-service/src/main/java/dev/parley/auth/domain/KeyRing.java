package dev.parley.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The signing keys there are, oldest first, and what each is good for at a moment. A new key is published for
 * {@link #LEAD} before it signs, so that whoever keeps a copy of the key set has it by then; the one before it stays
 * published until nothing that it signed can still be valid.
 *
 * @param tokenLife how long an access token lives
 */
public record KeyRing(List<SigningKey> keys, Duration tokenLife) {
    /** How long one key signs. */
    public static final Duration ROTATION = Duration.ofDays(30);
    /** Between the publication of a key and its first signature; gateways look at the key set far more often. */
    public static final Duration LEAD = Duration.ofHours(1);

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
        boolean old = !now.isBefore(newest.createdAt().plus(ROTATION));
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
                                && now.isAfter(signsFrom(later).plus(tokenLife).plus(LEAD))))
                .toList();
    }

    private static Instant signsFrom(SigningKey key) {
        return key.createdAt().plus(LEAD);
    }
}
