package dev.parley.e2e.k8s;

import static dev.parley.e2e.k8s.Manifest.items;
import static dev.parley.e2e.k8s.Manifest.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** What holds of Services and disruption budgets, which find their pods by label. */
final class ServiceRules {
    private static final String MANAGEMENT = "management";

    static final List<Rule> ALL = List.of(
            Rule.among(
                    "a Service selects pods",
                    ServiceRules::kubernetesServices,
                    (manifests, service) ->
                            selected(manifests, service).findAny().isPresent()),
            Rule.among(
                    "a Service leads to ports that its pods declare",
                    ServiceRules::kubernetesServices,
                    (manifests, service) -> selected(manifests, service)
                            .allMatch(workload ->
                                    items(service.at("/spec/ports")).allMatch(port -> leadsTo(port, workload)))),
            Rule.each(
                    "the management port is in no Service",
                    ServiceRules::kubernetesServices,
                    service -> items(service.at("/spec/ports"))
                            .noneMatch(port -> port.path("targetPort").asText().equals(MANAGEMENT)
                                    || port.path("port").asInt() == Repository.number("PARLEY_MANAGEMENT_PORT"))),
            Rule.among(
                    "members find each other by the headless Service, ready or not",
                    Manifests::services,
                    (manifests, workload) -> manifests
                            .find("ConfigMap", "parley")
                            .flatMap(settings -> manifests.find(
                                    "Service",
                                    settings.at("/data/PARLEY_CLUSTER_DNS").asText()))
                            .filter(service -> isListOfMembers(service) && selects(service, workload))
                            .isPresent()),
            Rule.among(
                    "every pod of ours is under one disruption budget",
                    Manifests::services,
                    (manifests, workload) -> budgets(manifests, workload).count() == 1),
            Rule.among(
                    "a disruption budget has pods, and lets one go",
                    manifests -> manifests.ofKind("PodDisruptionBudget"),
                    (manifests, budget) -> budget.at("/spec/maxUnavailable").asInt() == 1
                            && !budget.at("/spec").has("minAvailable")
                            && manifests.services().anyMatch(workload -> isUnder(budget, workload))),
            Rule.each(
                    "chat and presence hold the cluster's data, and nobody else",
                    Manifests::services,
                    workload -> List.of("chat-service", "presence-service").contains(workload.name())
                            == workload.podLabels()
                                    .getOrDefault("parley.dev/member", "")
                                    .equals("data")));

    private ServiceRules() {}

    private static Stream<Manifest> kubernetesServices(Manifests manifests) {
        return manifests.ofKind("Service");
    }

    private static Stream<Manifest> selected(Manifests manifests, Manifest service) {
        return manifests.workloads().filter(workload -> selects(service, workload));
    }

    private static boolean selects(Manifest service, Manifest workload) {
        JsonNode selector = service.at("/spec/selector");
        return !selector.isEmpty()
                && workload.podLabels().entrySet().containsAll(texts(selector).entrySet());
    }

    private static boolean leadsTo(JsonNode port, Manifest workload) {
        Integer declared = workload.ports().get(port.path("targetPort").asText());
        return declared != null && declared == port.path("port").asInt();
    }

    private static boolean isListOfMembers(Manifest service) {
        return service.at("/spec/clusterIP").asText().equals("None")
                && service.at("/spec/publishNotReadyAddresses").asBoolean();
    }

    private static Stream<Manifest> budgets(Manifests manifests, Manifest workload) {
        return manifests.ofKind("PodDisruptionBudget").filter(budget -> isUnder(budget, workload));
    }

    private static boolean isUnder(Manifest budget, Manifest workload) {
        return Manifest.selects(budget.at("/spec/selector"), workload.podLabels());
    }
}
