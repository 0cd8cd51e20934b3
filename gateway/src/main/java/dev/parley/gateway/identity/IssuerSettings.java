package dev.parley.gateway.identity;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code PARLEY_AUTH_ISSUERS}: a JSON array with an object for each issuer (docs/configuration.md). Whatever is not
 * as it says there stops the start.
 */
final class IssuerSettings {
    private static final String KEY = "PARLEY_AUTH_ISSUERS";
    private static final int MAX_ISSUERS = 16;
    private static final Set<String> MEMBERS = Set.of("issuer", "audience", "jwks", "algorithms", "claims", "roles");
    private static final Set<String> CLAIMS = Set.of("id", "username", "displayName", "roles");
    /** Nobody who has a token is a guest. */
    private static final Set<String> ROLES = Set.of("user", "moderator", "admin");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final JsonObject NONE = new JsonObject();

    private IssuerSettings() {}

    /** @param own the issuer that nobody else may be */
    static List<TrustedIssuer> of(Settings settings, String own) {
        return text(settings).map(text -> read(text, own)).orElse(List.of());
    }

    /** Whether no issuers are named. */
    static boolean areAbsent(Settings settings) {
        return text(settings).isEmpty();
    }

    private static Optional<String> text(Settings settings) {
        return settings.optional(KEY).filter(text -> !text.isBlank());
    }

    private static List<TrustedIssuer> read(String text, String own) {
        JsonArray entries = StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonArray.class)
                .filter(array -> array.size() <= MAX_ISSUERS)
                .orElseThrow(() -> wrong("must be a JSON array of at most " + MAX_ISSUERS + " issuers"));
        List<TrustedIssuer> issuers =
                entries.stream().map(entry -> issuer(object(entry))).toList();
        Set<String> names = new HashSet<>(Set.of(own));
        if (!issuers.stream().allMatch(issuer -> names.add(issuer.issuer()))) {
            throw wrong("names an issuer twice, or this installation's own");
        }
        return issuers;
    }

    private static TrustedIssuer issuer(JsonObject entry) {
        requireKnown(entry, MEMBERS);
        return new TrustedIssuer(
                text(entry, "issuer"),
                text(entry, "audience"),
                url(text(entry, "jwks")),
                algorithms(entry.getValue("algorithms")),
                claims(object(entry.getValue("claims", NONE)), object(entry.getValue("roles", NONE))));
    }

    private static ClaimMapping claims(JsonObject claims, JsonObject roles) {
        requireKnown(claims, CLAIMS);
        ClaimMapping usual = ClaimMapping.DEFAULTS;
        @Nullable String claimOfRoles = claims.containsKey("roles") ? claim(claims, "roles", "") : null;
        Map<String, String> granted = new HashMap<>();
        roles.forEach(role -> {
            if (!(role.getValue() instanceof String here) || !ROLES.contains(here)) {
                throw wrong("must map roles to user, moderator or admin");
            }
            granted.put(role.getKey(), here);
        });
        if (granted.isEmpty() != (claimOfRoles == null)) {
            throw wrong("must have both the claim with the roles and what they stand for, or neither");
        }
        return new ClaimMapping(
                claim(claims, "id", usual.id()),
                claim(claims, "username", usual.username()),
                claim(claims, "displayName", usual.displayName()),
                claimOfRoles,
                granted);
    }

    /** A name, or a JSON pointer that can be read as one. */
    private static String claim(JsonObject claims, String member, String usual) {
        String name = claims.containsKey(member) ? text(claims, member) : usual;
        if (name.startsWith("/") && !name.matches("(/([^/~]|~[01])+)+")) {
            throw wrong("has a JSON pointer that cannot be read");
        }
        return name;
    }

    private static Set<SignatureAlgorithm> algorithms(@Nullable Object names) {
        if (names == null) {
            return EnumSet.allOf(SignatureAlgorithm.class);
        }
        Set<SignatureAlgorithm> algorithms = EnumSet.noneOf(SignatureAlgorithm.class);
        if (names instanceof JsonArray array) {
            array.forEach(name -> algorithms.add(Optional.of(name.toString())
                    .flatMap(SignatureAlgorithm::named)
                    .orElseThrow(IssuerSettings::wrongAlgorithm)));
        }
        if (algorithms.isEmpty()) {
            throw wrongAlgorithm();
        }
        return algorithms;
    }

    /** Whoever could change the keys on their way could be anybody: without TLS they come from this machine only. */
    private static URI url(String text) {
        try {
            URI url = new URI(text);
            boolean near = "http".equals(url.getScheme()) && LOOPBACK.contains(String.valueOf(url.getHost()));
            if (url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getFragment() == null
                    && (near || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw wrong("must have https://… as jwks (http://… only for this machine), without a name or a fragment");
    }

    private static JsonObject object(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw wrong("must have objects in the array, and as claims and roles");
    }

    private static String text(JsonObject entry, String member) {
        if (entry.getValue(member) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong("must have a text as " + member + " of each issuer");
    }

    private static void requireKnown(JsonObject entry, Set<String> members) {
        if (!members.containsAll(entry.fieldNames())) {
            throw wrong(
                    "has only " + String.join(", ", members.stream().sorted().toList()) + " here");
        }
    }

    private static ConfigException wrongAlgorithm() {
        return wrong("must have algorithms of " + Arrays.toString(SignatureAlgorithm.values()));
    }

    private static ConfigException wrong(String rule) {
        return new ConfigException(KEY, rule);
    }
}
