package dev.parley.testkit.script;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a script says of a body: the exact text, or JSON. In an object {@code ...} allows further members, in an array
 * further items after those named; a string is compared as {@link Variables#accepts} says.
 */
final class BodyPattern {
    private static final String MORE = "...";

    private final String text;
    private final Variables variables;

    BodyPattern(String text, Variables variables) {
        this.text = text;
        this.variables = variables;
    }

    /** What does not fit; empty when all does. */
    Optional<String> mismatch(String body) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return variables.accepts(text, body) ? Optional.empty() : Optional.of("the body is: " + body);
        }
        Object wanted = wanted();
        try {
            return Optional.ofNullable(differs(wanted, Json.decodeValue(body), "body"));
        } catch (DecodeException e) {
            return Optional.of("the body is not JSON: " + body);
        }
    }

    private Object wanted() {
        try {
            return Json.decodeValue(quoteMore(text));
        } catch (DecodeException e) {
            throw new ScriptError("not a JSON pattern: " + text);
        }
    }

    private @Nullable String differs(@Nullable Object wanted, @Nullable Object actual, String where) {
        if (wanted instanceof JsonObject object && actual instanceof JsonObject other) {
            return objectDiffers(object, other, where);
        }
        if (wanted instanceof JsonArray array && actual instanceof JsonArray other) {
            return arrayDiffers(array, other, where);
        }
        if (wanted instanceof String string && actual != null) {
            boolean same = actual instanceof String || string.startsWith("$") || string.startsWith("~");
            return same && variables.accepts(string, actual.toString()) ? null : where + " is " + actual;
        }
        if (wanted instanceof Number number && actual instanceof Number other) {
            return number.doubleValue() == other.doubleValue() ? null : where + " is " + other;
        }
        return wanted == null
                ? (actual == null ? null : where + " is " + actual)
                : wanted.equals(actual) ? null : where + " is " + actual;
    }

    private @Nullable String objectDiffers(JsonObject wanted, JsonObject actual, String where) {
        for (String name : wanted.fieldNames()) {
            if (name.equals(MORE)) {
                continue;
            }
            if (!actual.containsKey(name)) {
                return where + " has no " + name;
            }
            String difference = differs(wanted.getValue(name), actual.getValue(name), where + "." + name);
            if (difference != null) {
                return difference;
            }
        }
        for (String name : actual.fieldNames()) {
            if (!wanted.containsKey(MORE) && !wanted.containsKey(name)) {
                return where + " has " + name + ", which is not named";
            }
        }
        return null;
    }

    private @Nullable String arrayDiffers(JsonArray wanted, JsonArray actual, String where) {
        boolean more = wanted.size() > 0 && MORE.equals(wanted.getValue(wanted.size() - 1));
        int named = more ? wanted.size() - 1 : wanted.size();
        if (actual.size() < named || (!more && actual.size() > named)) {
            return where + " has " + actual.size() + " items";
        }
        for (int i = 0; i < named; i++) {
            String difference = differs(wanted.getValue(i), actual.getValue(i), where + "[" + i + "]");
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** Makes JSON of a pattern: a bare {@code ...} becomes the member {@code "...":0}, in an array the item "...". */
    private static String quoteMore(String pattern) {
        StringBuilder json = new StringBuilder();
        Deque<Character> open = new ArrayDeque<>();
        boolean inString = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '"' && (i == 0 || pattern.charAt(i - 1) != '\\')) {
                inString = !inString;
            } else if (!inString && (c == '{' || c == '[')) {
                open.push(c);
            } else if (!inString && (c == '}' || c == ']') && !open.isEmpty()) {
                open.pop();
            }
            boolean more = !inString && pattern.startsWith(MORE, i) && !open.isEmpty();
            json.append(more ? "\"" + MORE + "\"" + (open.getFirst() == '{' ? ":0" : "") : String.valueOf(c));
            if (more) {
                i += MORE.length() - 1;
            }
        }
        return json.toString();
    }
}
