package dev.parley.chat.store.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A list of rows as template parameters: {@code VALUES (#{v0}, #{v1}), (#{v2}, #{v3})}. The number of rows is padded to
 * a power of two by repeating the last one, so that few different statements are prepared and cached. Values never
 * become part of the SQL.
 */
final class Parameters {
    /** Rows in one statement: three values each stay far below what SQLite (32,766) and PostgreSQL (65,535) take. */
    static final int MAX_ROWS = 2048;

    private final String sql;
    private final Map<String, Object> values;

    private Parameters(String sql, Map<String, Object> values) {
        this.sql = sql;
        this.values = values;
    }

    /** @param rows at least one and at most {@link #MAX_ROWS}, all of the same length */
    static Parameters of(Collection<? extends List<String>> rows) {
        if (rows.isEmpty() || rows.size() > MAX_ROWS) {
            throw new IllegalArgumentException("1 to " + MAX_ROWS + " rows, not " + rows.size());
        }
        List<List<String>> padded = new ArrayList<>(rows);
        int size = Integer.highestOneBit(Math.max(1, 2 * rows.size() - 1));
        while (padded.size() < size) {
            padded.add(padded.get(rows.size() - 1));
        }
        Map<String, Object> values = new HashMap<>();
        StringJoiner sql = new StringJoiner(", ", "VALUES ", "");
        for (List<String> row : padded) {
            StringJoiner one = new StringJoiner(", ", "(", ")");
            for (String value : row) {
                String name = "v" + values.size();
                values.put(name, value);
                one.add("#{" + name + "}");
            }
            sql.add(one.toString());
        }
        return new Parameters(sql.toString(), values);
    }

    String sql() {
        return sql;
    }

    Map<String, Object> values() {
        return values;
    }
}
