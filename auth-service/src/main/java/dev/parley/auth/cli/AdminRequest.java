package dev.parley.auth.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command line asks of the admin API.
 *
 * @param path below {@code /api/v1/admin}
 * @param roles to set, or null where the request has no body
 */
record AdminRequest(String method, String path, @Nullable List<String> roles) {
    /** @throws AdminFailure where the words are no command */
    static AdminRequest of(List<String> words) {
        if (words.isEmpty()) {
            throw AdminFailure.usage("say what to do (see ./parley admin --help)");
        }
        Words rest = new Words(words);
        AdminRequest request = switch (rest.next("a command")) {
            case "users" -> get("/users" + rest.query("--search", "q"));
            case "user" -> get(rest.user());
            case "disable" -> new AdminRequest("POST", rest.user() + "/disable", null);
            case "enable" -> new AdminRequest("POST", rest.user() + "/enable", null);
            case "roles" -> new AdminRequest("PUT", rest.user() + "/roles", rest.roles());
            case "sign-out" -> new AdminRequest("DELETE", rest.user() + "/sessions" + rest.optionalPart(), null);
            case "revoke-token" ->
                new AdminRequest("DELETE", rest.user() + "/tokens/" + encoded(rest.next("a jti")), null);
            case "erase" -> new AdminRequest("DELETE", rest.userForGood(), null);
            case "rotate-keys" -> new AdminRequest("POST", "/keys/rotate", null);
            case "audit" -> get("/audit" + rest.query("--user", "user"));
            default -> throw AdminFailure.usage("unknown command " + words.get(0) + " (see ./parley admin --help)");
        };
        rest.end();
        return request;
    }

    private static AdminRequest get(String path) {
        return new AdminRequest("GET", path, null);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The words of a command line, taken one by one. */
    private static final class Words {
        private final List<String> left;

        Words(List<String> words) {
            this.left = new ArrayList<>(words);
        }

        String next(String what) {
            if (left.isEmpty() || left.get(0).isEmpty()) {
                throw AdminFailure.usage(what + " is missing (see ./parley admin --help)");
            }
            return left.remove(0);
        }

        String user() {
            return "/users/" + encoded(next("a user, an id or @username,"));
        }

        String optionalPart() {
            return left.isEmpty() ? "" : "/" + encoded(next("a session"));
        }

        /** At least one: who only wanted to see them is not to take them away. */
        List<String> roles() {
            List<String> roles = new ArrayList<>(List.of(next("a role, user for none but everybody's,")));
            roles.addAll(left);
            left.clear();
            return roles;
        }

        /** A user, and the word of who has thought about it. */
        String userForGood() {
            String user = user();
            if (!left.remove("--yes")) {
                throw AdminFailure.usage("nobody can undo this: add --yes (see ./parley admin --help)");
            }
            return user;
        }

        /** The options of a list, as the API has them. */
        String query(String option, String name) {
            StringBuilder query = new StringBuilder();
            while (!left.isEmpty()) {
                String given = left.remove(0);
                String key = switch (given) {
                    case "--cursor" -> "cursor";
                    case "--limit" -> "limit";
                    default -> given.equals(option) ? name : "";
                };
                if (key.isEmpty()) {
                    throw AdminFailure.usage("unknown option " + given + " (see ./parley admin --help)");
                }
                query.append(query.isEmpty() ? '?' : '&')
                        .append(key)
                        .append('=')
                        .append(encoded(next(given + "'s value")));
            }
            return query.toString();
        }

        void end() {
            if (!left.isEmpty()) {
                throw AdminFailure.usage("too many words: " + left.get(0) + " (see ./parley admin --help)");
            }
        }
    }
}
