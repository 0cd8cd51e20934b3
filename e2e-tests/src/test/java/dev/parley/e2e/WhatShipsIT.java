package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.testkit.Artifacts;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents of what goes with each process name all of it, and docs/security.md has looked at each of those. */
class WhatShipsIT {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (\\S+) \\| \\S.*\\|$");
    private static final List<String> PROCESSES =
            List.of("gateway", "chat-service", "presence-service", "auth-service", "standalone");

    private final Path root = Artifacts.projectRoot();

    /** One line of the table; a name may end in a star. */
    private record Reviewed(String name, String version) {
        boolean isOf(Component component) {
            String full = component.group() + ":" + component.name();
            return name.endsWith("*") ? full.startsWith(name.substring(0, name.length() - 1)) : full.equals(name);
        }
    }

    private record Component(String group, String name, String version) {}

    /** The plugin needs a network: who builds without one gets no such document. */
    @BeforeEach
    void madeByABuildThatIsOnline() {
        boolean isOffline = "offline: true".equals(System.getProperty("parley.build"));
        assumeTrue(!isOffline, "an offline build makes no documents of what is in it");
    }

    private Set<Component> of(String process) throws IOException {
        Path bom = root.resolve(process).resolve("target/classes/META-INF/sbom/bom.json");
        Set<Component> components = new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
        new JsonObject(Files.readString(bom))
                .getJsonArray("components").stream()
                        .map(JsonObject.class::cast)
                        .map(each -> new Component(
                                each.getString("group", ""), each.getString("name"), each.getString("version")))
                        .filter(each -> !each.group().equals("dev.parley"))
                        .forEach(components::add);
        return components;
    }

    private List<Reviewed> reviewed() throws IOException {
        return ROW.matcher(Files.readString(root.resolve("docs/security.md")))
                .results()
                .map(row -> new Reviewed(row.group(1), row.group(2)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "standalone"})
    void theLibrariesOfThePageAreNamedWhereItIsServed(String process) throws IOException {
        assertThat(of(process))
                .extracting(Component::name)
                .contains(
                        "stomp__stompjs",
                        "sockjs-client",
                        "vertx-core",
                        "netty-codec-http",
                        "hazelcast",
                        "jackson-core");
    }

    @Test
    void everythingThatShipsWasLookedAtInThatVersion() throws IOException {
        List<Reviewed> reviewed = reviewed();

        for (String process : PROCESSES) {
            assertThat(of(process)).as(process).hasSizeGreaterThan(30).allSatisfy(component -> {
                Optional<Reviewed> row =
                        reviewed.stream().filter(each -> each.isOf(component)).findFirst();
                assertThat(row).as("a row of docs/security.md").isPresent();
                assertThat(component.version()).isEqualTo(row.get().version());
            });
        }
    }

    @Test
    void nothingIsInTheTableThatDoesNotShip() throws IOException {
        Set<Component> all = of("gateway");
        for (String process : PROCESSES) {
            all.addAll(of(process));
        }

        assertThat(reviewed())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(all)
                        .anyMatch(each -> row.isOf(each) && each.version().equals(row.version())));
    }
}
