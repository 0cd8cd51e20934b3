package dev.parley.testkit.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame as a script writes it: {@code COMMAND name:value name:"a value" !absent | body}.
 *
 * @param headers in their order; a header that must be absent has the name with its exclamation mark and an empty value
 */
record FrameText(String command, Map<String, String> headers, Optional<String> body) {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final String BODY_MARK = "|";

    FrameText {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    static FrameText parse(String text) {
        int mark = text.indexOf(" " + BODY_MARK);
        Optional<String> body = mark < 0
                ? Optional.empty()
                : Optional.of(text.substring(mark + 2).strip());
        Matcher words = WORD.matcher(mark < 0 ? text : text.substring(0, mark));
        if (!words.find()) {
            throw new ScriptError("no command in: " + text);
        }
        return new FrameText(words.group(), headers(words), body);
    }

    /** Only {@code name:value} pairs, without a command and a body. */
    static Map<String, String> headers(String text) {
        return headers(WORD.matcher(text));
    }

    private static Map<String, String> headers(Matcher words) {
        Map<String, String> headers = new LinkedHashMap<>();
        while (words.find()) {
            String word = words.group().replace("\"", "");
            int colon = word.indexOf(':');
            if (colon < 1 && !word.startsWith("!")) {
                throw new ScriptError("not name:value: " + word);
            }
            headers.put(colon < 1 ? word : word.substring(0, colon), colon < 1 ? "" : word.substring(colon + 1));
        }
        return headers;
    }
}
