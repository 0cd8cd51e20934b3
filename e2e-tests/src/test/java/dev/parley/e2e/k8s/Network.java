package dev.parley.e2e.k8s;

import static dev.parley.e2e.k8s.Manifest.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may connect to whom by the NetworkPolicies, worked out as the API's documentation tells it. */
record Network(Manifests manifests) {
    private static final String OURS = "parley";

    /** A pod, in the namespace that it runs in. */
    record Peer(String namespace, Map<String, String> labels) {
        static Peer of(Manifest workload) {
            return new Peer(OURS, workload.podLabels());
        }

        /** One of no label, in our own namespace. */
        static Peer stray() {
            return new Peer(OURS, Map.of());
        }

        static Peer in(String namespace) {
            return new Peer(namespace, Map.of());
        }

        Map<String, String> namespaceLabels() {
            return Map.of("kubernetes.io/metadata.name", namespace);
        }
    }

    private enum Direction {
        INGRESS("Ingress", "ingress", "from"),
        EGRESS("Egress", "egress", "to");

        private final String type;
        private final String rules;
        private final String peers;

        Direction(String type, String rules, String peers) {
            this.type = type;
            this.rules = rules;
            this.peers = peers;
        }
    }

    /** Whether one may connect to the other: it must be let out there and let in here. */
    boolean allows(Peer from, Peer to, int port, String protocol) {
        return passes(Direction.EGRESS, from, to, port, protocol)
                && passes(Direction.INGRESS, to, from, port, protocol);
    }

    /** Over TCP. */
    boolean allows(Peer from, Peer to, int port) {
        return allows(from, to, port, "TCP");
    }

    private boolean passes(Direction direction, Peer subject, Peer other, int port, String protocol) {
        if (!subject.namespace().equals(OURS)) {
            return true;
        }
        var policies = manifests
                .ofKind("NetworkPolicy")
                .filter(policy -> Manifest.selects(policy.at("/spec/podSelector"), subject.labels()))
                .filter(policy -> items(policy.at("/spec/policyTypes"))
                        .anyMatch(type -> type.asText().equals(direction.type)))
                .toList();
        return policies.isEmpty()
                || policies.stream()
                        .flatMap(policy -> items(policy.at("/spec").path(direction.rules)))
                        .filter(rule -> isEmptyOr(rule.path(direction.peers), peer -> isOneOf(peer, other)))
                        .anyMatch(rule -> isEmptyOr(rule.path("ports"), door -> isDoor(door, port, protocol)));
    }

    private static boolean isEmptyOr(JsonNode array, java.util.function.Predicate<JsonNode> one) {
        return array.isEmpty() || items(array).anyMatch(one);
    }

    private static boolean isOneOf(JsonNode peer, Peer other) {
        if (peer.has("ipBlock")) {
            throw new IllegalArgumentException("ipBlock is not understood here");
        }
        boolean inNamespace = optional(peer, "namespaceSelector")
                .map(selector -> Manifest.selects(selector, other.namespaceLabels()))
                .orElse(other.namespace().equals(OURS));
        boolean isPod = optional(peer, "podSelector")
                .map(selector -> Manifest.selects(selector, other.labels()))
                .orElse(true);
        return inNamespace && isPod;
    }

    private static Optional<JsonNode> optional(JsonNode object, String field) {
        return Stream.of(object.path(field))
                .filter(value -> !value.isMissingNode())
                .findFirst();
    }

    private static boolean isDoor(JsonNode door, int port, String protocol) {
        return door.path("port").asInt() == port
                && door.path("protocol").asText("TCP").equals(protocol);
    }
}
