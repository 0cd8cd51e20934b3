package dev.parley.e2e.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is applied to a cluster together. */
record Manifests(List<Manifest> all) {
    Manifests {
        all = List.copyOf(all);
    }

    static Manifests of(List<ObjectNode> trees) {
        return new Manifests(trees.stream().map(Manifest::new).toList());
    }

    Stream<Manifest> ofKind(String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    Stream<Manifest> workloads() {
        return all.stream().filter(Manifest::isWorkload);
    }

    /** The workloads that run our code. */
    Stream<Manifest> services() {
        return all.stream().filter(Manifest::isService);
    }

    Optional<Manifest> find(String kind, String name) {
        return ofKind(kind).filter(manifest -> manifest.name().equals(name)).findFirst();
    }

    /** A copy that may be changed without a trace in this one. */
    Manifests copy() {
        return of(all.stream().map(manifest -> manifest.tree().deepCopy()).toList());
    }
}
