package dev.parley.auth.app;

import dev.parley.auth.domain.ReservedNames;
import dev.parley.auth.domain.SignInBrake;
import java.time.Duration;
import java.util.List;

/**
 * How accounts are guarded.
 *
 * @param reserved names that nobody may register
 * @param byName brakes who guesses at one username
 * @param byAddress brakes who guesses from one address, where many people may be
 * @param usualNames of how many names it is remembered from where they were signed in to
 */
public record SignInOptions(
        ReservedNames reserved, SignInBrake.Options byName, SignInBrake.Options byAddress, int usualNames) {
    /** What is reserved where nothing else is set. */
    public static final List<String> RESERVED = List.of(
            "admin",
            "administrator",
            "root",
            "system",
            "sysadmin",
            "parley",
            "moderator",
            "mod",
            "operator",
            "support",
            "help",
            "security",
            "staff",
            "official",
            "guest",
            "anonymous",
            "everyone",
            "here",
            "null",
            "undefined",
            "server",
            "webmaster",
            "postmaster");

    public static final SignInOptions DEFAULTS = of(RESERVED, 5, 100, Duration.ofSeconds(30), 10_000, 10_000);

    /**
     * From single values.
     *
     * @param freeOfName failures at one username that cost nothing
     * @param freeOfAddress failures from one address that cost nothing
     * @param keys how many names, and how many addresses, are remembered for their failures
     */
    public static SignInOptions of(
            List<String> reserved, int freeOfName, int freeOfAddress, Duration longestWait, int keys, int usualNames) {
        Duration memory = longestWait.multipliedBy(30);
        return new SignInOptions(
                new ReservedNames(reserved),
                new SignInBrake.Options(freeOfName, longestWait, memory, keys),
                new SignInBrake.Options(freeOfAddress, longestWait, memory, keys),
                usualNames);
    }
}
