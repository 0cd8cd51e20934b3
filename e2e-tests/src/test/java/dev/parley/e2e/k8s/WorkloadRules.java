package dev.parley.e2e.k8s;

import static dev.parley.e2e.k8s.Manifest.items;
import static dev.parley.e2e.k8s.Manifest.texts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.auth.AuthService;
import dev.parley.chat.ChatService;
import dev.parley.gateway.GatewayService;
import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceProcess;
import dev.parley.platform.config.Settings;
import dev.parley.presence.PresenceService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What holds of the pods: how they run, how it is asked whether they are well, how they end. */
final class WorkloadRules {
    /** Who the Dockerfile says that our code runs as. */
    static final int USER = 10001;

    /** Beside what a stopping process may take. */
    private static final Duration AIR = Duration.ofSeconds(5);

    private static final List<Service> SERVICES =
            List.of(new AuthService(), new ChatService(), new PresenceService(), new GatewayService());

    private static final Map<String, String> PROBES = Map.of(
            "startupProbe", "/health/started", "livenessProbe", "/health/live", "readinessProbe", "/health/ready");

    static final List<Rule> ALL = List.of(
            Rule.each(
                    "a workload selects its own pods",
                    Manifests::workloads,
                    workload -> !workload.at("/spec/selector/matchLabels").isEmpty()
                            && Manifest.selects(workload.at("/spec/selector"), workload.podLabels())),
            Rule.each(
                    "a service runs the image of its name, at a version",
                    Manifests::services,
                    workload -> workload.container()
                            .path("image")
                            .asText()
                            .matches("(.+/)?parley/" + workload.name() + ":[0-9][0-9.]*")),
            Rule.each(
                    "containers listen at the ports that the code has by default",
                    Manifests::services,
                    workload -> workload.ports().equals(defaultPorts(workload))),
            Rule.each(
                    "probes ask the management port what it answers",
                    Manifests::services,
                    workload -> PROBES.entrySet().stream().allMatch(probe -> {
                        JsonNode asked =
                                workload.container().path(probe.getKey()).path("httpGet");
                        return asked.path("path").asText().equals(probe.getValue())
                                && asked.path("port").asText().equals("management")
                                && workload.ports().containsKey("management");
                    })),
            Rule.each(
                    "the startup probe outlasts the wait for the cluster",
                    Manifests::services,
                    workload -> startupSeconds(workload) > Repository.number("PARLEY_CLUSTER_JOIN_SECONDS")),
            Rule.among(
                    "the grace covers preStop and the stop of the process",
                    Manifests::services,
                    (manifests, workload) -> workload.pod()
                                    .path("terminationGracePeriodSeconds")
                                    .asInt()
                            >= preStopSeconds(workload)
                                    + stopWithin(manifests, workload).plus(AIR).toSeconds()),
            Rule.among(
                    "the gateway serves on until its readiness has failed",
                    manifests -> manifests
                            .services()
                            .filter(workload -> workload.name().equals("gateway")),
                    (manifests, workload) -> preStopSeconds(workload)
                                    + settings(manifests, workload).number("PARLEY_DRAIN_WAIT_SECONDS", 10, 0, 600)
                            >= readinessFailsAfter(workload)),
            Rule.each("pods run restricted", Manifests::workloads, WorkloadRules::isRestricted),
            Rule.each(
                    "our code runs as the image's user",
                    Manifests::services,
                    workload -> Stream.of("runAsUser", "runAsGroup", "fsGroup")
                            .allMatch(who -> workload.pod()
                                            .path("securityContext")
                                            .path(who)
                                            .asInt()
                                    == USER)),
            Rule.each(
                    "pods get no token and no service links",
                    Manifests::workloads,
                    workload -> isFalse(workload.pod().path("automountServiceAccountToken"))
                            && isFalse(workload.pod().path("enableServiceLinks"))),
            Rule.each("memory is limited to what is requested", Manifests::workloads, workload -> {
                JsonNode resources = workload.container().path("resources");
                return resources.at("/requests/cpu").isTextual()
                        && resources.at("/limits/memory").isTextual()
                        && resources.at("/limits/memory").equals(resources.at("/requests/memory"));
            }),
            Rule.each(
                    "a new pod is there before an old one goes",
                    Manifests::services,
                    workload -> workload.at("/spec/strategy/rollingUpdate/maxUnavailable")
                                            .asInt(-1)
                                    == 0
                            && workload.at("/spec/strategy/rollingUpdate/maxSurge")
                                            .asInt()
                                    > 0),
            Rule.each(
                    "a pod has one container",
                    Manifests::workloads,
                    workload -> workload.pod().path("containers").size() == 1));

    private WorkloadRules() {}

    private static Map<String, Integer> defaultPorts(Manifest workload) {
        Map<String, Integer> ports = new HashMap<>(Map.of(
                "management", Repository.number("PARLEY_MANAGEMENT_PORT"),
                "hazelcast", Repository.number("PARLEY_CLUSTER_PORT"),
                "event-bus", Repository.number("PARLEY_BUS_PORT")));
        if (workload.name().equals("gateway")) {
            ports.put("http", Repository.number("PARLEY_HTTP_PORT"));
            ports.put("stomp", Repository.number("PARLEY_STOMP_TCP_PORT"));
        }
        return ports;
    }

    private static int startupSeconds(Manifest workload) {
        JsonNode probe = workload.container().path("startupProbe");
        return probe.path("periodSeconds").asInt()
                * probe.path("failureThreshold").asInt();
    }

    /** How long the process may take to stop by itself, with the settings that it gets. */
    private static Duration stopWithin(Manifests manifests, Manifest workload) {
        String name = workload.name().replace("-service", "");
        Service service = SERVICES.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        return ServiceProcess.stopWithin(settings(manifests, workload), List.of(service));
    }

    private static Settings settings(Manifests manifests, Manifest workload) {
        Map<String, String> all = new HashMap<>();
        items(workload.container().path("envFrom"))
                .map(from -> from.at("/configMapRef/name").asText())
                .flatMap(name -> manifests.find("ConfigMap", name).stream())
                .forEach(map -> all.putAll(texts(map.at("/data"))));
        items(workload.container().path("env"))
                .forEach(env ->
                        all.put(env.path("name").asText(), env.path("value").asText()));
        all.keySet().retainAll(Settings.knownKeys());
        return Settings.load(all);
    }

    private static int readinessFailsAfter(Manifest workload) {
        JsonNode probe = workload.container().path("readinessProbe");
        return probe.path("periodSeconds").asInt()
                * probe.path("failureThreshold").asInt();
    }

    private static int preStopSeconds(Manifest workload) {
        return workload.container().at("/lifecycle/preStop/sleep/seconds").asInt();
    }

    /** Pod Security Standards, "Restricted", and a root file system that nobody writes to. */
    private static boolean isRestricted(Manifest workload) {
        JsonNode pod = workload.pod().path("securityContext");
        JsonNode container = workload.container().path("securityContext");
        return pod.path("runAsNonRoot").asBoolean()
                && pod.path("runAsUser").asInt() > 0
                && pod.at("/seccompProfile/type").asText().equals("RuntimeDefault")
                && isFalse(container.path("allowPrivilegeEscalation"))
                && container.path("readOnlyRootFilesystem").asBoolean()
                && !container.path("privileged").asBoolean()
                && items(container.at("/capabilities/drop"))
                        .anyMatch(dropped -> dropped.asText().equals("ALL"))
                && !container.at("/capabilities").has("add")
                && texts(workload.pod()).keySet().stream().noneMatch(field -> field.startsWith("host"));
    }

    private static boolean isFalse(JsonNode node) {
        return node.isBoolean() && !node.asBoolean();
    }
}
