package dev.parley.auth.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers as people read them: items as a table, anything else as names and values. What people call themselves is shown
 * without characters that a terminal obeys.
 */
final class Listing {
    private static final String NOTHING = "-";

    private Listing() {}

    static String of(JsonObject answer) {
        if (answer.getValue("items") instanceof JsonArray items) {
            String more = answer.getString("cursor");
            return table(items) + (more == null ? "" : "\nmore: --cursor " + more);
        }
        List<List<String>> values = new ArrayList<>();
        StringJoiner tables = new StringJoiner("\n");
        for (String name : answer.fieldNames()) {
            Object value = answer.getValue(name);
            if (value instanceof JsonArray list && isTable(list)) {
                tables.add("").add(name).add(table(list));
            } else {
                values.add(List.of(name, cell(value)));
            }
        }
        return aligned(values) + tables;
    }

    private static String table(JsonArray items) {
        if (items.isEmpty()) {
            return "none";
        }
        Set<String> names = new LinkedHashSet<>(items.getJsonObject(0).fieldNames());
        if (names.contains("event")) {
            names.remove("id"); // of an event: nothing can be done with it
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(names.stream().map(Listing::heading).toList());
        for (int i = 0; i < items.size(); i++) {
            JsonObject item = items.getJsonObject(i);
            rows.add(names.stream().map(name -> cell(item.getValue(name))).toList());
        }
        return aligned(rows);
    }

    private static boolean isTable(JsonArray list) {
        return !list.isEmpty() && list.getValue(0) instanceof JsonObject;
    }

    /** {@code createdAt} is {@code CREATED AT}. */
    private static String heading(String name) {
        return name.chars()
                .mapToObj(letter -> (Character.isUpperCase(letter) ? " " : "") + (char) Character.toUpperCase(letter))
                .collect(Collectors.joining());
    }

    private static String cell(@Nullable Object value) {
        String text = value instanceof JsonArray list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value == null ? "" : value.toString();
        return text.isEmpty() ? NOTHING : text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, columns)
                        .mapToObj(column -> row.get(column)
                                + " ".repeat(widths[column] - row.get(column).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
