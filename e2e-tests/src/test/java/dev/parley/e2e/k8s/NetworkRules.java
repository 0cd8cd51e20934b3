package dev.parley.e2e.k8s;

import dev.parley.e2e.k8s.Network.Peer;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What holds of the network: what must be open is, and what must be closed is. */
final class NetworkRules {
    private static final int DATABASE = 5432;

    private static final List<Integer> MESH =
            List.of(Repository.number("PARLEY_CLUSTER_PORT"), Repository.number("PARLEY_BUS_PORT"));
    private static final int MANAGEMENT = Repository.number("PARLEY_MANAGEMENT_PORT");
    private static final int HTTP = Repository.number("PARLEY_HTTP_PORT");
    private static final int STOMP = Repository.number("PARLEY_STOMP_TCP_PORT");
    /** Whom gateways believe about where a client is, and so the only one outside that reaches their HTTP doors. */
    private static final Peer INGRESS = Peer.in("ingress-nginx");

    static final List<Rule> ALL = List.of(
            forEachService(
                    "members reach each other",
                    (manifests, workload) -> MESH.stream()
                            .allMatch(port -> manifests
                                    .services()
                                    .allMatch(other ->
                                            new Network(manifests).allows(Peer.of(workload), Peer.of(other), port)))),
            forEachService(
                    "the cluster is closed to all who are not members",
                    (manifests, workload) -> MESH.stream()
                            .noneMatch(port -> strangers(manifests)
                                    .anyMatch(stranger ->
                                            new Network(manifests).allows(stranger, Peer.of(workload), port)))),
            forEachService(
                    "only the gateway has doors, and they are open",
                    (manifests, workload) -> Stream.of(
                                    new Network(manifests).allows(Peer.in("edge"), Peer.of(workload), STOMP),
                                    new Network(manifests).allows(INGRESS, Peer.of(workload), HTTP))
                            .allMatch(open -> open == workload.name().equals("gateway"))),
            forEachService(
                    "only the ingress, which is believed, reaches the HTTP doors",
                    (manifests, workload) -> strangers(manifests)
                            .noneMatch(stranger -> new Network(manifests).allows(stranger, Peer.of(workload), HTTP))),
            forEachService(
                    "gateways reach one another at the door of their polls",
                    (manifests, workload) -> !workload.name().equals("gateway")
                            || new Network(manifests).allows(Peer.of(workload), Peer.of(workload), HTTP)),
            forEachService("only monitoring reaches the management port", (manifests, workload) -> {
                Network network = new Network(manifests);
                return network.allows(Peer.in("monitoring"), Peer.of(workload), MANAGEMENT)
                        && strangers(manifests)
                                .noneMatch(stranger -> network.allows(stranger, Peer.of(workload), MANAGEMENT));
            }),
            forEachService(
                    "everybody may ask for names",
                    (manifests, workload) -> Stream.of("UDP", "TCP")
                            .allMatch(protocol -> new Network(manifests)
                                    .allows(Peer.of(workload), Peer.in("kube-system"), 53, protocol))),
            forEachService(
                    "those who store reach the database, and nobody else",
                    (manifests, workload) ->
                            new Network(manifests).allows(Peer.of(workload), database(manifests), DATABASE)
                                    == workload.env("PARLEY_DATABASE_URL_FILE").isPresent()),
            outside(
                    "gateways reach identity providers where settings name some, and nobody else does",
                    "PARLEY_AUTH_ISSUERS",
                    443),
            outside("gateways reach a relay where settings name one, and nobody else does", "PARLEY_RELAY_URL", 61613),
            forEachService(
                    "nothing else gets out",
                    (manifests, workload) ->
                            !new Network(manifests).allows(Peer.of(workload), Peer.in("elsewhere"), 80)),
            new Rule("a pod that no policy names is cut off", NetworkRules::strayFaults));

    private NetworkRules() {}

    private static Rule forEachService(String name, BiPredicate<Manifests, Manifest> holds) {
        return Rule.among(name, Manifests::services, holds);
    }

    /** A rule about somebody who is outside, and reached where a setting names him. */
    private static Rule outside(String name, String key, int port) {
        return forEachService(
                name,
                (manifests, workload) -> new Network(manifests).allows(Peer.of(workload), Peer.in("elsewhere"), port)
                        == (workload.name().equals("gateway") && SettingRules.isSet(manifests, workload, key)));
    }

    /** Who is not ours: the other pods here, one without labels, and elsewhere one without and some with our labels. */
    private static Stream<Peer> strangers(Manifests manifests) {
        Stream<Peer> others =
                manifests.workloads().filter(workload -> !workload.isService()).map(Peer::of);
        Stream<Peer> disguised = manifests.services().map(workload -> new Peer("edge", workload.podLabels()));
        return Stream.of(others, disguised, Stream.of(Peer.stray(), Peer.in("edge")))
                .flatMap(peers -> peers);
    }

    private static Stream<String> strayFaults(Manifests manifests) {
        Network network = new Network(manifests);
        return Stream.concat(
                network.allows(Peer.stray(), Peer.in("elsewhere"), 443) ? Stream.of("it gets out") : Stream.empty(),
                network.allows(Peer.in("edge"), Peer.stray(), STOMP) ? Stream.of("it is reached") : Stream.empty());
    }

    /** The one that comes with the manifests, or one somewhere else. */
    private static Peer database(Manifests manifests) {
        return manifests.find("StatefulSet", "postgres").map(Peer::of).orElse(Peer.in("databases"));
    }
}
