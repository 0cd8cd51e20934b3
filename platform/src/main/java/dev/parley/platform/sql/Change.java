package dev.parley.platform.sql;

import java.util.List;
import java.util.Map;

/**
 * A statement that writes, done once for each row.
 *
 * @param sql with a name where a value goes: {@code #{name}}
 * @param rows the values by their names; a value may be null
 */
public record Change(String sql, List<Map<String, Object>> rows) {}
