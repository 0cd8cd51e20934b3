package dev.parley.platform.cluster;

import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where every process of the cluster is found on the event bus, as this one knows it: its own addresses and the last
 * listing of each other process, in memory. As many entries as the processes that are there have addresses, which are
 * few (docs/adr/0004-few-clustered-addresses.md). Any thread.
 */
final class Listings {
    private final String self;
    private final Consumer<String> listener;
    private final Map<String, Set<RegistrationInfo>> own = new HashMap<>();
    private final Map<String, Listing> others = new HashMap<>();
    private long version;

    /** @param listener is told the address at which somebody came or went, before the next change */
    Listings(String self, Consumer<String> listener) {
        this.self = self;
        this.listener = listener;
    }

    synchronized void add(String address, RegistrationInfo registration) {
        if (own.computeIfAbsent(address, first -> new LinkedHashSet<>()).add(registration)) {
            listener.accept(address);
        }
    }

    synchronized void remove(String address, RegistrationInfo registration) {
        Set<RegistrationInfo> registrations = own.getOrDefault(address, new HashSet<>());
        if (registrations.remove(registration)) {
            if (registrations.isEmpty()) {
                own.remove(address);
            }
            listener.accept(address);
        }
    }

    /** Takes the address off the list; its consumers go on. */
    synchronized void withdraw(String address) {
        if (own.remove(address) != null) {
            listener.accept(address);
        }
    }

    /** The addresses at which others should find this process. */
    synchronized Set<String> addresses() {
        return Set.copyOf(shared().keySet());
    }

    /** What to say of this process now. */
    synchronized Listing listing(boolean asks) {
        return new Listing(self, ++version, asks, shared());
    }

    private Map<String, Integer> shared() {
        Map<String, Integer> shared = new HashMap<>();
        own.forEach((address, registrations) -> registrations.stream()
                .filter(registration -> !registration.localOnly())
                .forEach(registration -> shared.merge(address, 1, Integer::sum)));
        return shared;
    }

    /** Another process says where it is found. What is older than what is known already counts for nothing. */
    synchronized void take(Listing said) {
        Listing before = others.get(said.node());
        if (said.node().equals(self) || (before != null && before.version() >= said.version())) {
            return;
        }
        others.put(said.node(), said);
        tellDifference(before == null ? Map.of() : before.addresses(), said.addresses());
    }

    /** Forgets the processes that are not there any more. */
    synchronized void retain(Set<String> nodes) {
        for (Listing listing : List.copyOf(others.values())) {
            if (!nodes.contains(listing.node())) {
                others.remove(listing.node());
                tellDifference(listing.addresses(), Map.of());
            }
        }
    }

    /** Whether all these other processes have said where they are found. */
    synchronized boolean hasAll(Set<String> nodes) {
        return others.keySet().containsAll(nodes);
    }

    /** Everyone at an address, this process first. */
    synchronized List<RegistrationInfo> at(String address) {
        List<RegistrationInfo> found = new ArrayList<>(own.getOrDefault(address, Set.of()));
        others.forEach((node, listing) -> {
            int consumers = listing.addresses().getOrDefault(address, 0);
            for (long seq = 0; seq < consumers; seq++) {
                found.add(new RegistrationInfo(node, seq, false));
            }
        });
        return found;
    }

    private void tellDifference(Map<String, Integer> before, Map<String, Integer> after) {
        Set<String> either = new HashSet<>(before.keySet());
        either.addAll(after.keySet());
        either.stream()
                .filter(address -> !before.getOrDefault(address, 0).equals(after.getOrDefault(address, 0)))
                .forEach(listener);
    }
}
