package dev.parley.testkit.script;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ${...}} means in one run of a script, and what was captured in it. Rooms, people and ids are new in each run,
 * so that a script can be played again on the same data.
 */
final class Variables {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern REPEAT = Pattern.compile("(.+)\\*(\\d{1,6})");
    private static final String ANYTHING = "$_";

    private final Map<String, String> captured = new HashMap<>();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final People people;

    Variables(Gateway gateway) {
        this.people = new People(gateway, run);
    }

    /** The text with all its places filled. */
    String fill(String text) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1))));
    }

    /** Whether the value is the wanted one: the same text, {@code ~regex}, {@code $name} or {@code $_}. */
    boolean accepts(String wanted, String actual) {
        if (wanted.equals(ANYTHING)) {
            return true;
        }
        if (wanted.startsWith("~")) {
            return actual.matches(wanted.substring(1));
        }
        if (wanted.matches("\\$[a-z][a-z0-9-]*")) {
            return captured.computeIfAbsent(wanted.substring(1), name -> actual).equals(actual);
        }
        return wanted.equals(actual);
    }

    private String value(String name) {
        String known = captured.get(name);
        if (known != null) {
            return known;
        }
        Matcher repeat = REPEAT.matcher(name);
        if (repeat.matches()) {
            return repeat.group(1).repeat(Integer.parseInt(repeat.group(2)));
        }
        String[] parts = name.split(":", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "uuid" -> UUID.randomUUID().toString();
            case "room" -> rest.isEmpty() ? "room-" + run : rest + "-" + run;
            case "number" -> Integer.toString(Integer.parseInt(run.substring(0, 6), 16));
            case "user" -> people.username(rest);
            case "password" -> people.password();
            case "token" -> people.token(rest);
            case "id" -> people.id(rest);
            default -> throw new ScriptError("nothing is known as ${" + name + "}");
        };
    }
}
