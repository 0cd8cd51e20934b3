package dev.parley.e2e.k8s;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One thing that must hold.
 *
 * @param name what it demands, in a few words
 * @param check tells the faults, each a line for a person; none when it holds
 */
record Rule(String name, Function<Manifests, Stream<String>> check) {
    /** All there are. */
    static List<Rule> all() {
        return Stream.of(ObjectRules.ALL, WorkloadRules.ALL, SettingRules.ALL, ServiceRules.ALL, NetworkRules.ALL)
                .flatMap(List::stream)
                .toList();
    }

    /** A rule about each of some objects by itself. */
    static Rule each(String name, Function<Manifests, Stream<Manifest>> which, Predicate<Manifest> holds) {
        return among(name, which, (manifests, manifest) -> holds.test(manifest));
    }

    /** A rule about each of some objects beside the others. */
    static Rule among(
            String name, Function<Manifests, Stream<Manifest>> which, BiPredicate<Manifests, Manifest> holds) {
        return new Rule(
                name,
                manifests -> which.apply(manifests)
                        .filter(manifest -> !holds.test(manifests, manifest))
                        .map(Manifest::toString));
    }

    List<String> faults(Manifests manifests) {
        return check.apply(manifests).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
