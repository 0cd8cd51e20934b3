package dev.parley.e2e.k8s;

import static dev.parley.e2e.k8s.Manifest.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What holds of the settings and secrets that pods get. */
final class SettingRules {
    private static final String FILE_SUFFIX = "_FILE";
    private static final String MOUNTS = "/etc/parley/";

    private static final Set<String> DATABASE_KEYS = Set.of("url", "user", "password");

    /** Secrets that are made by whoever keeps the databases, the keys and the certificates, and what must be in them. */
    private static final Map<String, Set<String>> EXTERNAL_SECRETS = Map.of(
            "parley-chat-database",
            DATABASE_KEYS,
            "parley-auth-database",
            DATABASE_KEYS,
            "parley-auth-seal",
            Set.of("keys"),
            "parley-first-admin",
            Set.of("password"),
            "parley-bus-tls",
            Set.of("tls.crt", "tls.key", "ca.crt"),
            "parley-door-tls",
            Set.of("tls.crt", "tls.key"));

    private static final Set<String> DATABASE_SERVICES = Set.of("chat-service", "auth-service");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "every setting is one that the code knows",
                    manifests -> manifests
                            .services()
                            .flatMap(workload -> keys(manifests, workload)
                                    .filter(key -> !isKnown(key))
                                    .map(key -> workload + ": " + key))),
            Rule.among(
                    "ConfigMaps and Secrets that are named exist",
                    Manifests::workloads,
                    (manifests, workload) -> configMaps(workload)
                                    .allMatch(name ->
                                            manifests.find("ConfigMap", name).isPresent())
                            && secrets(workload)
                                    .allMatch(
                                            name -> secretKeys(manifests, name).isPresent())),
            Rule.each(
                    "volumes that are mounted exist",
                    Manifests::workloads,
                    workload -> items(workload.container().path("volumeMounts"))
                            .allMatch(mount ->
                                    workload.volume(mount.path("name").asText()).isPresent())),
            Rule.among(
                    "files that settings name are mounted",
                    Manifests::workloads,
                    (manifests, workload) ->
                            files(manifests, workload).allMatch(file -> isMounted(manifests, workload, file))),
            Rule.each(
                    "who stores has a database",
                    manifests -> manifests.services().filter(workload -> DATABASE_SERVICES.contains(workload.name())),
                    workload -> Stream.of("URL", "USER", "PASSWORD")
                            .allMatch(part -> workload.env("PARLEY_DATABASE_" + part + FILE_SUFFIX)
                                    .isPresent())),
            Rule.each(
                    "keys that sign tokens are sealed",
                    manifests -> manifests
                            .services()
                            .filter(workload -> workload.name().equals("auth-service")),
                    workload ->
                            workload.env("PARLEY_AUTH_SEAL_KEYS" + FILE_SUFFIX).isPresent()),
            Rule.each(
                    "no secret is in the environment",
                    Manifests::workloads,
                    workload -> items(workload.container().path("envFrom")).noneMatch(from -> from.has("secretRef"))
                            && items(workload.container().path("env"))
                                    .noneMatch(env -> env.path("valueFrom").has("secretKeyRef")
                                            || env.path("name").asText().endsWith("PASSWORD"))),
            Rule.each(
                    "a pod knows its address and its name",
                    Manifests::services,
                    workload -> isField(workload, "PARLEY_CLUSTER_HOST", "status.podIP")
                            && isField(workload, "PARLEY_NODE_NAME", "metadata.name")));

    private SettingRules() {}

    private static Stream<String> configMaps(Manifest workload) {
        return Stream.concat(
                        items(workload.container().path("envFrom")).map(from -> from.at("/configMapRef/name")),
                        items(workload.pod().path("volumes"))
                                .filter(volume -> volume.has("configMap"))
                                .map(volume -> volume.at("/configMap/name")))
                .map(JsonNode::asText);
    }

    private static Stream<String> secrets(Manifest workload) {
        return items(workload.pod().path("volumes"))
                .filter(volume -> volume.has("secret"))
                .map(volume -> volume.at("/secret/secretName").asText());
    }

    private static Optional<Set<String>> secretKeys(Manifests manifests, String name) {
        return manifests
                .find("Secret", name)
                .map(secret -> Manifest.texts(secret.at("/data")).keySet())
                .or(() -> Optional.ofNullable(EXTERNAL_SECRETS.get(name)));
    }

    /** Whether the pods are given the setting, or a file with it. */
    static boolean isSet(Manifests manifests, Manifest workload, String key) {
        return keys(manifests, workload).anyMatch(set -> set.equals(key) || set.equals(key + FILE_SUFFIX));
    }

    private static Stream<String> keys(Manifests manifests, Manifest workload) {
        return Stream.concat(
                items(workload.container().path("env"))
                        .map(env -> env.path("name").asText()),
                items(workload.container().path("envFrom"))
                        .flatMap(from -> manifests
                                .find("ConfigMap", from.at("/configMapRef/name").asText())
                                .stream())
                        .flatMap(map -> Manifest.texts(map.at("/data")).keySet().stream()));
    }

    private static boolean isKnown(String key) {
        Set<String> known = Repository.settings().keySet();
        boolean isFileOfKnown =
                key.endsWith(FILE_SUFFIX) && known.contains(key.substring(0, key.length() - FILE_SUFFIX.length()));
        return known.contains(key) || isFileOfKnown || key.equals("JDK_JAVA_OPTIONS");
    }

    private static Stream<String> files(Manifests manifests, Manifest workload) {
        Stream<String> named = items(workload.container().path("env"))
                .filter(env -> env.path("name").asText().endsWith(FILE_SUFFIX))
                .map(env -> env.path("value").asText());
        Stream<String> common = items(workload.container().path("envFrom"))
                .flatMap(from -> manifests
                        .find("ConfigMap", from.at("/configMapRef/name").asText())
                        .stream())
                .flatMap(map -> Manifest.texts(map.at("/data")).values().stream())
                .filter(value -> value.startsWith(MOUNTS));
        return Stream.concat(named, common);
    }

    private static boolean isMounted(Manifests manifests, Manifest workload, String file) {
        String folder = file.substring(0, file.lastIndexOf('/'));
        String key = file.substring(file.lastIndexOf('/') + 1);
        return items(workload.container().path("volumeMounts"))
                .filter(mount -> mount.path("mountPath").asText().equals(folder))
                .flatMap(mount -> workload.volume(mount.path("name").asText()).stream())
                .flatMap(volume ->
                        secretKeys(manifests, volume.at("/secret/secretName").asText()).stream())
                .anyMatch(keys -> keys.contains(key));
    }

    private static boolean isField(Manifest workload, String key, String path) {
        return workload.env(key)
                .filter(env -> env.at("/valueFrom/fieldRef/fieldPath").asText().equals(path))
                .isPresent();
    }
}
