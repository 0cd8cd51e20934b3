package dev.parley.auth.app;

import dev.parley.contracts.auth.FetchRevocations;
import dev.parley.contracts.auth.NumberedRevocation;
import dev.parley.contracts.auth.Revocations;
import io.vertx.core.Future;
import java.util.List;

/** Tells a gateway what it may not have heard of. */
public final class FetchRevocationsUseCase {
    private static final int PAGE = 1000;

    private final AuthPorts ports;

    public FetchRevocationsUseCase(AuthPorts ports) {
        this.ports = ports;
    }

    public Future<Revocations> run(FetchRevocations command) {
        return ports.revocations()
                .after(command.after(), ports.clock().instant(), PAGE + 1)
                .map(found -> {
                    List<NumberedRevocation> items = found.stream()
                            .limit(PAGE)
                            .map(revocation -> new NumberedRevocation(
                                    revocation.number(),
                                    revocation.until().toEpochMilli(),
                                    TakenRights.told(revocation.taken())))
                            .toList();
                    return new Revocations(items, found.size() > PAGE);
                });
    }
}
