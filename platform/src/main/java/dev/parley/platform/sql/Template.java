package dev.parley.platform.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement with {@code #{name}} in it, as a driver wants it.
 *
 * @param sql with a place where a value goes
 * @param names what goes to the first place, the second, and so on
 */
record Template(String sql, List<String> names) {
    private static final Pattern NAME = Pattern.compile("#\\{(\\w+)}");

    /** @param place what stands for the first place (1), the second, and so on */
    static Template of(String text, IntFunction<String> place) {
        List<String> names = new ArrayList<>();
        String sql = NAME.matcher(text).replaceAll(found -> {
            names.add(found.group(1));
            return Matcher.quoteReplacement(place.apply(names.size()));
        });
        return new Template(sql, List.copyOf(names));
    }

    /** The values of a row in the order of their places. */
    List<Object> values(Map<String, Object> row) {
        List<Object> values = new ArrayList<>(names.size());
        names.forEach(name -> values.add(row.get(name)));
        return values;
    }
}
