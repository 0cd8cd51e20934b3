package dev.parley.platform.cluster;

import com.hazelcast.config.Config;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's cluster manager, which also keeps in mind the addresses that this process has listed in the cluster, so that
 * they can be listed again, or taken from the list before nobody answers at them any more. Any thread.
 */
final class Listings extends HazelcastClusterManager {
    private final Map<String, Set<RegistrationInfo>> listed = new ConcurrentHashMap<>();

    Listings(Config config) {
        super(config);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        if (!registration.localOnly()) {
            listed.compute(address, (key, before) -> with(before, registration));
        }
        super.addRegistration(address, registration, promise);
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        listed.computeIfPresent(address, (key, before) -> without(before, registration));
        super.removeRegistration(address, registration, promise);
    }

    /** The addresses at which others should find this process. */
    Set<String> addresses() {
        return Set.copyOf(listed.keySet());
    }

    /** Takes the address from the list; its consumers go on. */
    Future<Void> withdraw(String address) {
        Set<RegistrationInfo> registrations = listed.remove(address);
        return all(registrations, registration -> remove(address, registration));
    }

    /**
     * Lists the address anew. It is taken away first: only a change makes the others look again, who may have an old
     * answer in mind.
     */
    Future<Void> renew(String address) {
        return all(
                listed.get(address),
                registration -> remove(address, registration)
                        .compose(removed -> {
                            Promise<Void> added = Promise.promise();
                            super.addRegistration(address, registration, added);
                            return added.future();
                        })
                        .compose(added -> listed.getOrDefault(address, Set.of()).contains(registration)
                                ? Future.succeededFuture()
                                : remove(address, registration)));
    }

    private Future<Void> remove(String address, RegistrationInfo registration) {
        Promise<Void> removed = Promise.promise();
        super.removeRegistration(address, registration, removed);
        return removed.future();
    }

    private interface Step {
        Future<Void> of(RegistrationInfo registration);
    }

    private static Future<Void> all(@Nullable Set<RegistrationInfo> registrations, Step step) {
        List<Future<Void>> done = new ArrayList<>();
        if (registrations != null) {
            registrations.forEach(registration -> done.add(step.of(registration)));
        }
        return Future.join(done).mapEmpty();
    }

    private static Set<RegistrationInfo> with(@Nullable Set<RegistrationInfo> before, RegistrationInfo added) {
        Set<RegistrationInfo> after = before == null ? ConcurrentHashMap.newKeySet() : before;
        after.add(added);
        return after;
    }

    private static @Nullable Set<RegistrationInfo> without(Set<RegistrationInfo> before, RegistrationInfo removed) {
        before.remove(removed);
        return before.isEmpty() ? null : before;
    }
}
