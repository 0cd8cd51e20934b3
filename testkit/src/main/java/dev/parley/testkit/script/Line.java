package dev.parley.testkit.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a script: {@code VERB[who]: text}. Numbers begin at 1. */
record Line(int number, String verb, String who, String text) {
    private static final Pattern SHAPE = Pattern.compile("([A-Z]+)\\[([a-z0-9-]+)]:\\s*(.*)");

    /** All lines but empty ones and comments. */
    static List<Line> of(List<String> script) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < script.size(); i++) {
            String text = script.get(i).strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Matcher matcher = SHAPE.matcher(text);
            if (!matcher.matches()) {
                throw new ScriptError("line " + (i + 1) + " is not VERB[name]: text");
            }
            lines.add(new Line(i + 1, matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return lines;
    }

    @Override
    public String toString() {
        return verb + "[" + who + "]: " + text;
    }
}
