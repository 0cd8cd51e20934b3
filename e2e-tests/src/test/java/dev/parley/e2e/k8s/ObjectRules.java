package dev.parley.e2e.k8s;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What holds of any object. */
final class ObjectRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "every object is understood by the API",
                    manifests -> manifests.all().stream()
                            .map(manifest -> StrictYaml.fault(manifest.tree()).map(fault -> manifest + ": " + fault))
                            .flatMap(Optional::stream)),
            Rule.each(
                    "every object is in the namespace parley",
                    manifests -> manifests.all().stream(),
                    manifest -> (manifest.kind().equals("Namespace") ? manifest.name() : namespace(manifest))
                            .equals("parley")),
            new Rule("no two objects share a name", manifests -> {
                Set<String> seen = new TreeSet<>();
                return manifests.all().stream().map(Manifest::toString).filter(name -> !seen.add(name));
            }),
            Rule.each(
                    "the namespace admits restricted pods only",
                    manifests -> manifests.ofKind("Namespace"),
                    manifest -> Manifest.texts(manifest.at("/metadata/labels"))
                            .getOrDefault("pod-security.kubernetes.io/enforce", "")
                            .equals("restricted")));

    private ObjectRules() {}

    private static String namespace(Manifest manifest) {
        return manifest.at("/metadata/namespace").asText();
    }
}
