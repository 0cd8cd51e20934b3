package dev.parley.auth.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the terminal: an access token, or a username and a password. They come from the environment, from files or from
 * a prompt, and never from the command line, which every process of a machine can read. Never printed.
 *
 * @param token where there is one, the others are empty
 */
record Credentials(Optional<String> token, String username, String password) {
    /** RFC 6750, 2.1. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /**
     * Looks for a token, then for a username and a password, then asks.
     *
     * @param console null where nobody is there to be asked
     * @throws AdminFailure where there is nothing to find, or a file cannot be read
     */
    static Credentials find(Map<String, String> environment, @Nullable Console console) {
        Optional<String> token = secret(environment, "PARLEY_ADMIN_TOKEN");
        if (token.isPresent()) {
            if (!TOKEN.matcher(token.get()).matches()) {
                throw AdminFailure.usage("PARLEY_ADMIN_TOKEN is no access token");
            }
            return new Credentials(token, "", "");
        }
        String username = Optional.ofNullable(environment.get("PARLEY_ADMIN_USERNAME"))
                .or(() -> ask(console, "Username: "))
                .orElseThrow(Credentials::none);
        String password = secret(environment, "PARLEY_ADMIN_PASSWORD")
                .or(() -> askHidden(console, username))
                .orElseThrow(Credentials::none);
        return new Credentials(Optional.empty(), username, password);
    }

    private static Optional<String> secret(Map<String, String> environment, String key) {
        return Optional.ofNullable(environment.get(key))
                .or(() -> Optional.ofNullable(environment.get(key + "_FILE")).map(file -> content(key, file)));
    }

    private static String content(String key, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw AdminFailure.usage(key + "_FILE names a file that cannot be read");
        }
    }

    private static Optional<String> ask(@Nullable Console console, String prompt) {
        return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%s", prompt));
    }

    private static Optional<String> askHidden(@Nullable Console console, String username) {
        if (console == null) {
            return Optional.empty();
        }
        char[] typed = console.readPassword("Password of %s: ", username);
        return Optional.ofNullable(typed).map(String::new);
    }

    private static AdminFailure none() {
        return AdminFailure.usage("no credentials: set PARLEY_ADMIN_TOKEN_FILE, or PARLEY_ADMIN_USERNAME and"
                + " PARLEY_ADMIN_PASSWORD_FILE, or run it at a terminal");
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
