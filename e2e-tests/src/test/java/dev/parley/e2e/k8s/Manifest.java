package dev.parley.e2e.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One object as a tree, with the words that the rules speak. What is absent is a missing node, never null. */
record Manifest(ObjectNode tree) {
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    boolean isWorkload() {
        return WORKLOADS.contains(kind());
    }

    /** Whether its pods run our code. */
    boolean isService() {
        return isWorkload() && container().path("image").asText().contains("parley/");
    }

    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    JsonNode pod() {
        return at("/spec/template/spec");
    }

    /** The first container, which is the only one in our workloads. */
    JsonNode container() {
        return pod().at("/containers/0");
    }

    Map<String, String> podLabels() {
        return texts(at("/spec/template/metadata/labels"));
    }

    /** Ports of the container by name. */
    Map<String, Integer> ports() {
        return items(container().path("ports"))
                .collect(Collectors.toMap(
                        port -> port.path("name").asText(),
                        port -> port.path("containerPort").asInt()));
    }

    Optional<JsonNode> env(String key) {
        return items(container().path("env"))
                .filter(env -> env.path("name").asText().equals(key))
                .findFirst();
    }

    Optional<JsonNode> volume(String name) {
        return Stream.concat(items(pod().path("volumes")), items(at("/spec/volumeClaimTemplates")))
                .filter(volume -> volume.path("name").asText().equals(name)
                        || volume.at("/metadata/name").asText().equals(name))
                .findFirst();
    }

    @Override
    public String toString() {
        return kind() + "/" + name();
    }

    /** Whether a selector of the form {@code matchLabels} selects pods with these labels; an empty one selects all. */
    static boolean selects(JsonNode selector, Map<String, String> labels) {
        if (selector.has("matchExpressions")) {
            throw new IllegalArgumentException("matchExpressions are not understood here");
        }
        return labels.entrySet().containsAll(texts(selector.path("matchLabels")).entrySet());
    }

    static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static Map<String, String> texts(JsonNode object) {
        return object.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }
}
