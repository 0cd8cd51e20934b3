package dev.parley.e2e.k8s;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A manifest broken in one place, which a rule must notice.
 *
 * @param rule the name of the rule
 * @param object kind and name of the object that is broken
 * @param pointer where in it
 * @param json what stands there then; empty to take it away
 */
record Mutation(String rule, String object, String pointer, String json) {
    private static final JsonMapper JSON = new JsonMapper();

    /** A broken copy. */
    Manifests of(Manifests good) {
        Manifests broken = good.copy();
        Manifest manifest = broken.all().stream()
                .filter(candidate -> candidate.toString().equals(object))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + object));
        JsonPointer place = JsonPointer.compile(pointer);
        apply(manifest.tree().at(place.head()), place.last().getMatchingProperty());
        if (broken.equals(good)) {
            throw new IllegalStateException(this + " changes nothing");
        }
        return broken;
    }

    private void apply(JsonNode parent, String last) {
        if (parent instanceof ObjectNode fields) {
            if (json.isEmpty()) {
                fields.remove(last);
            } else {
                fields.set(last, value());
            }
        } else if (parent instanceof ArrayNode elements) {
            if (json.isEmpty()) {
                elements.remove(Integer.parseInt(last));
            } else {
                elements.set(Integer.parseInt(last), value());
            }
        } else {
            throw new IllegalStateException(this + ": nothing is there");
        }
    }

    private JsonNode value() {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(this + " is not JSON", e);
        }
    }

    /**
     * Reads mutations from lines: {@code rule:} alone, then under it, indented, {@code object pointer json}, or {@code
     * object pointer -} to take away. Empty lines and those after a # count for nothing.
     */
    static List<Mutation> parse(String text) {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        return IntStream.range(0, lines.size())
                .filter(index -> lines.get(index).startsWith(" "))
                .mapToObj(index -> of(ruleAbove(lines, index), lines.get(index).strip()))
                .collect(Collectors.toUnmodifiableList());
    }

    private static String ruleAbove(List<String> lines, int index) {
        int at = index;
        while (lines.get(at).startsWith(" ")) {
            at--;
        }
        return lines.get(at).replaceFirst(":$", "");
    }

    private static Mutation of(String rule, String line) {
        String[] parts = line.split(" +", 3);
        return new Mutation(rule, parts[0], parts[1], parts[2].equals("-") ? "" : parts[2]);
    }

    @Override
    public String toString() {
        return rule + ": " + object + " " + pointer + (json.isEmpty() ? " taken away" : " = " + json);
    }
}
