package dev.parley.e2e.k8s;

import static dev.parley.e2e.k8s.Manifest.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Renders as much of kustomize as k8s/ uses, so that nothing need be installed to check it; what it does not know it
 * refuses. Generated names get no hash. {@code ManifestTest} compares it with kubectl, where there is one.
 */
final class Kustomization {
    private static final Set<String> UNDERSTOOD = Set.of(
            "apiVersion",
            "kind",
            "namespace",
            "resources",
            "replicas",
            "images",
            "configMapGenerator",
            "secretGenerator");

    private final Path folder;
    private final ObjectNode tree;
    private final List<Manifest> objects = new ArrayList<>();

    private Kustomization(Path folder) {
        this.folder = folder;
        this.tree = StrictYaml.documents(Repository.read(folder.resolve("kustomization.yaml")))
                .get(0);
    }

    /** Everything that the folder's kustomization yields. */
    static Manifests render(Path folder) {
        Kustomization kustomization = new Kustomization(folder);
        kustomization.run();
        return new Manifests(kustomization.objects);
    }

    private void run() {
        tree.fieldNames().forEachRemaining(field -> {
            if (!UNDERSTOOD.contains(field)) {
                throw new IllegalArgumentException(folder + ": " + field + " is not understood here");
            }
        });
        items(tree.path("resources")).forEach(name -> addResource(folder.resolve(name.asText())));
        items(tree.path("configMapGenerator")).forEach(generator -> generate("ConfigMap", generator));
        items(tree.path("secretGenerator")).forEach(generator -> generate("Secret", generator));
        items(tree.path("replicas")).forEach(this::setReplicas);
        items(tree.path("images")).forEach(this::setImage);
        objects.stream()
                .filter(object -> !object.kind().equals("Namespace"))
                .forEach(object -> object.tree().withObject("/metadata").set("namespace", tree.path("namespace")));
    }

    private void addResource(Path resource) {
        if (Files.isDirectory(resource)) {
            objects.addAll(render(resource).all());
        } else {
            StrictYaml.documents(Repository.read(resource)).forEach(tree -> objects.add(new Manifest(tree)));
        }
    }

    private void generate(String kind, JsonNode generator) {
        boolean isSecret = kind.equals("Secret");
        ObjectNode object = generator.path("behavior").asText().equals("merge")
                ? find(kind, generator.path("name").asText())
                : create(kind, generator.path("name").asText());
        ObjectNode data = object.withObject("/data");
        entries(generator).forEach((key, value) -> data.put(key, isSecret ? base64(value) : value));
    }

    private Map<String, String> entries(JsonNode generator) {
        Map<String, String> entries = new LinkedHashMap<>();
        items(generator.path("envs"))
                .flatMap(file -> Repository.read(folder.resolve(file.asText())).lines())
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> putPair(entries, line));
        items(generator.path("literals")).forEach(literal -> putPair(entries, literal.asText()));
        items(generator.path("files"))
                .forEach(file -> entries.put(file.asText(), Repository.read(folder.resolve(file.asText()))));
        return entries;
    }

    private static void putPair(Map<String, String> entries, String pair) {
        int equals = pair.indexOf('=');
        entries.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    private ObjectNode create(String kind, String name) {
        ObjectNode object =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", kind);
        object.putObject("metadata").put("name", name);
        if (kind.equals("Secret")) {
            object.put("type", "Opaque");
        }
        objects.add(new Manifest(object));
        return object;
    }

    private ObjectNode find(String kind, String name) {
        return new Manifests(objects).find(kind, name).orElseThrow().tree();
    }

    private void setReplicas(JsonNode replicas) {
        find("Deployment", replicas.path("name").asText()).withObject("/spec").set("replicas", replicas.path("count"));
    }

    private void setImage(JsonNode image) {
        objects.stream().filter(Manifest::isWorkload).forEach(workload -> {
            ObjectNode container = (ObjectNode) workload.container();
            if (container.path("image").asText().startsWith(image.path("name").asText() + ":")) {
                container.put(
                        "image",
                        image.path("newName").asText() + ":"
                                + image.path("newTag").asText());
            }
        });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
