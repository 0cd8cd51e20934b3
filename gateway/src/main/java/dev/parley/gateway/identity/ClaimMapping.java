package dev.parley.gateway.identity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which claims of an issuer say what. A claim is named as it is, or by a JSON pointer (RFC 6901) where it is within
 * another: {@code /realm_access/roles}.
 *
 * @param id the claim that identifies a person, for ever
 * @param roles the claim with the issuer's roles: a list, or a text with spaces between; null where none counts
 * @param granted the issuer's role to Parley's; one that is not in it counts for nothing
 */
public record ClaimMapping(
        String id,
        String username,
        String displayName,
        @Nullable String roles,
        Map<String, String> granted) {
    /** RFC 7519 and OpenID Connect Core 1.0, 5.1; no roles. */
    public static final ClaimMapping DEFAULTS = new ClaimMapping("sub", "preferred_username", "name", null, Map.of());

    private static final int MAX_TEXT = 255;

    public ClaimMapping {
        granted = Map.copyOf(granted);
    }

    /** The person's id at the issuer; refused where it is no text. */
    String idIn(JsonObject claims) {
        if (value(claims, id) instanceof String text && !text.isBlank() && text.length() <= MAX_TEXT) {
            return text;
        }
        throw ClaimRules.wrong();
    }

    /** The name that is wished for; empty for none, refused where it is no text. */
    String usernameIn(JsonObject claims) {
        return text(claims, username);
    }

    /** What people are shown; empty for none, refused where it is no text. */
    String displayNameIn(JsonObject claims) {
        return text(claims, displayName);
    }

    /** Parley's roles that the token gives, beside those of the account. */
    Set<String> rolesIn(JsonObject claims) {
        Object claim = roles == null ? null : value(claims, roles);
        Stream<?> given = claim instanceof JsonArray list
                ? list.stream()
                : claim instanceof String text ? Arrays.stream(text.split(" ", -1)) : Stream.empty();
        Set<String> here = new LinkedHashSet<>();
        given.forEach(role -> {
            if (role instanceof String name && granted.containsKey(name)) {
                here.add(granted.get(name));
            }
        });
        return here;
    }

    private static String text(JsonObject claims, String name) {
        Object value = value(claims, name);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text.codePointCount(0, text.length()) <= MAX_TEXT
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT));
        }
        throw ClaimRules.wrong();
    }

    private static @Nullable Object value(JsonObject claims, String name) {
        return name.startsWith("/") ? JsonPointer.from(name).queryJson(claims) : claims.getValue(name);
    }
}
