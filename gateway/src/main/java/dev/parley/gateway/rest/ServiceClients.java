package dev.parley.gateway.rest;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The services that may ask about tokens, known by name and secret (RFC 6749, 2.3.1: HTTP Basic and nothing else). What
 * each may ask a second is counted on its own, and all wrong answers together, so that nobody who guesses takes the turn
 * of one who knows.
 */
final class ServiceClients {
    private static final String BASIC = "basic ";
    private static final int MAX_CREDENTIALS = 1024;

    private final IntrospectionOptions options;
    private final Map<String, Bucket> turns;
    private final Bucket failures;

    ServiceClients(IntrospectionOptions options) {
        this.options = options;
        this.turns = options.clients().keySet().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> bucket(options.perSecond())));
        this.failures = bucket(options.perSecond());
    }

    /**
     * Lets a service in.
     *
     * @throws Refusal {@code unauthenticated} for wrong credentials, {@code rate-limited} for too many requests
     */
    void require(Optional<String> authorization) {
        Optional<String> client = authorization.flatMap(this::client);
        take(client.map(turns::get).orElse(failures));
        if (client.isEmpty()) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED, "a service's name and secret are required");
        }
    }

    private Optional<String> client(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BASIC) || authorization.length() > MAX_CREDENTIALS) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).trim());
            String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 ? known(plain(pair[0]), plain(pair[1])) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** In a time that says nothing about the secret; that a name is known is no secret. */
    private Optional<String> known(String name, String secret) {
        boolean right = MessageDigest.isEqual(options.digestOf(name), sha256(secret));
        return right ? Optional.of(name) : Optional.empty();
    }

    private static String plain(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(turn -> turn.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    private static void take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(1);
            throw new Refusal(ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.sentence(), wait);
        }
    }
}
