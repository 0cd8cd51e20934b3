package dev.parley.auth.domain;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.model.WellFormed;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A person as another issuer of tokens knows them.
 *
 * @param issuer the {@code iss} of its tokens
 * @param subject the issuer's own id of the person
 */
public record ExternalUser(String issuer, String subject) {
    /** The longest subject (OpenID Connect Core 1.0, section 2). */
    public static final int MAX_SUBJECT = 255;

    private static final Pattern NO_USERNAME = Pattern.compile("[^a-z0-9._-]+");
    private static final int MAX_USERNAME = 32;
    /** How much of the id may stand behind a name; the last are as unlikely to be taken as the id itself. */
    private static final List<Integer> DIGITS = List.of(4, 8, 16);

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} when the subject is empty, too long or no text */
    public ExternalUser {
        WellFormed.text("issuer", issuer);
        WellFormed.text("subject", subject);
        if (subject.isBlank() || subject.length() > MAX_SUBJECT) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "a subject is 1 to " + MAX_SUBJECT + " characters");
        }
    }

    /**
     * The id of this person's account: a UUID of version 8 (RFC 9562, 5.8), made of 122 bits of the SHA-256 of both parts.
     * Ids that are given here are of version 4, so neither an account of this installation nor one of another issuer can
     * have it.
     */
    public UserId id() {
        ByteBuffer bits = ByteBuffer.wrap(digest());
        long high = (bits.getLong() & ~0xF000L) | 0x8000L;
        long low = (bits.getLong() >>> 2) | Long.MIN_VALUE;
        return new UserId(new UUID(high, low).toString());
    }

    /**
     * Names that this person might have, to be tried in this order: the wish in the form of a username, then the same with
     * more and more digits of the id behind it. Always the same ones.
     *
     * @param wish empty for none
     */
    public List<Username> usernames(String wish) {
        String name = NO_USERNAME.matcher(wish.toLowerCase(Locale.ROOT)).replaceAll("-");
        boolean usable = Username.isWellFormed(shortened(name, MAX_USERNAME))
                && !new Username(shortened(name, MAX_USERNAME)).isGuests();
        String base = usable ? name : "user";
        String digits = id().value().replace("-", "");
        return IntStream.concat(
                        usable ? IntStream.of(0) : IntStream.empty(),
                        DIGITS.stream().mapToInt(Integer::intValue))
                .mapToObj(count -> named(base, digits.substring(0, count)))
                .toList();
    }

    private static Username named(String base, String digits) {
        String tail = digits.isEmpty() ? "" : "-" + digits;
        return new Username(shortened(base, MAX_USERNAME - tail.length()) + tail);
    }

    private static String shortened(String name, int length) {
        return name.substring(0, Math.min(name.length(), length));
    }

    /** The issuer's length comes first: no two pairs are the same text. */
    private byte[] digest() {
        return Sha256.bytesOf("parley:external:" + issuer.length() + ":" + issuer + subject);
    }
}
