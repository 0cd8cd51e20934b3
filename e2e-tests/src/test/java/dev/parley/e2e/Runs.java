package dev.parley.e2e;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.LocalClusterLayout;
import dev.parley.testkit.LocalClusterLayout.Size;
import dev.parley.testkit.OneAddress;
import dev.parley.testkit.PortPlan;
import dev.parley.testkit.jwt.IdentityProvider;
import dev.parley.testkit.jwt.IssuerKey;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the single process, or the cluster of two processes of each service, or the identity provider whose tokens
 * the cluster takes for those of its own, whichever its parameter asks for.
 * Each is started once, for all tests that only talk to it, and ended after the last test.
 */
public final class Runs implements ParameterResolver {
    private static final Size TWO_OF_EACH = new Size(2, 2, 2, 2);

    /** What the identity provider signs with, and for whom. */
    static final IssuerKey ISSUER_KEY = IssuerKey.edDsa("ed");

    static final String AUDIENCE = "parley";

    /**
     * A gateway that stops goes on for a moment, so that a test can see that it does. A token outlives a slow test, and eight
     * processes that start together on a busy machine wait for a database that is there.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_DRAIN_WAIT_SECONDS",
            "2",
            "PARLEY_AUTH_ACCESS_SECONDS",
            "3600",
            "PARLEY_DATABASE_CONNECT_MILLIS",
            "15000",
            "PARLEY_DATABASE_WAIT_MILLIS",
            "20000",
            "PARLEY_ADMIN_USERNAME",
            Api.ADMIN,
            "PARLEY_ADMIN_PASSWORD",
            Api.passwordOf(Api.ADMIN));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == SingleProcess.class || type == LocalCluster.class || type == IdentityProvider.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(ExtensionContext.Namespace.create(Runs.class));
        Class<?> asked = parameter.getParameter().getType();
        if (asked == SingleProcess.class) {
            return store.computeIfAbsent(asked, type -> new SingleProcess(freshFolder("single")));
        }
        IdentityProvider provider = store.computeIfAbsent(
                IdentityProvider.class, type -> new IdentityProvider(ISSUER_KEY), IdentityProvider.class);
        return asked == IdentityProvider.class
                ? provider
                : store.computeIfAbsent(asked, type -> LocalCluster.start(layout(provider)));
    }

    /** A folder of this run, under target, whose logs stay for those who look for what went wrong. */
    public static Path freshFolder(String name) {
        try {
            Path all = Files.createDirectories(Artifacts.projectRoot()
                    .resolve("e2e-tests")
                    .resolve("target")
                    .resolve("runs"));
            return Files.createTempDirectory(all, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocalClusterLayout layout(IdentityProvider provider) {
        Map<String, String> settings = new HashMap<>(OneAddress.SETTINGS);
        settings.putAll(SETTINGS);
        settings.put(
                "PARLEY_AUTH_ISSUERS",
                new JsonArray().add(provider.entry(AUDIENCE)).encode());
        return new LocalClusterLayout(
                Artifacts.projectRoot(), freshFolder("cluster"), TWO_OF_EACH, PortPlan.free(), settings);
    }
}
