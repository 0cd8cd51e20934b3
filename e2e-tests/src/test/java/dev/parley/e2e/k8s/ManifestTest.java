package dev.parley.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in k8s/ would be taken by a cluster, and fits together and to the code. */
class ManifestTest {
    private static final Path LOCAL = Repository.K8S.resolve("overlays/local");

    @TestFactory
    Stream<DynamicTest> everyRuleHolds() {
        return folders()
                .flatMap(folder -> Rule.all().stream()
                        .map(rule -> DynamicTest.dynamicTest(folder + ": " + rule, () -> {
                            Manifests manifests = Kustomization.render(folder);

                            assertThat(rule.faults(manifests)).isEmpty();
                        })));
    }

    @TestFactory
    Stream<DynamicTest> everyBrokenVariantIsNoticed() {
        Manifests good = Kustomization.render(LOCAL);
        return mutations().stream()
                .map(mutation -> DynamicTest.dynamicTest(mutation.toString(), () -> {
                    Manifests broken = mutation.of(good);

                    assertThat(rule(mutation.rule()).faults(broken))
                            .as(mutation.toString())
                            .isNotEmpty();
                }));
    }

    /** As the README says that it is done. */
    @ParameterizedTest
    @CsvSource({"PARLEY_AUTH_ISSUERS, issuers", "PARLEY_RELAY_URL, relay"})
    void gatewaysWithALabelReachWhomSettingsNameOutside(String key, String label) {
        Manifests named = new Mutation("it is set", "ConfigMap/parley", "/data/" + key, "'it'")
                .of(Kustomization.render(Repository.K8S.resolve("overlays/production")));

        Manifests labelled = new Mutation(
                        "and let out",
                        "Deployment/gateway",
                        "/spec/template/metadata/labels/parley.dev~1" + label,
                        "'client'")
                .of(named);

        assertThat(NetworkRules.ALL)
                .allSatisfy(rule ->
                        assertThat(rule.faults(labelled)).as(rule.name()).isEmpty());
    }

    @Test
    void everyRuleHasABrokenVariantThatItNotices() {
        List<String> rules = Rule.all().stream().map(Rule::name).toList();

        assertThat(mutations().stream().map(Mutation::rule).distinct()).containsExactlyInAnyOrderElementsOf(rules);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void kubectlRendersTheSame(Path folder) {
        assumeTrue(Kubectl.isInstalled(), "kubectl is not installed: the rules have run on our own render");

        Manifests rendered = Kubectl.render(folder);

        assertThat(rendered.all())
                .containsExactlyInAnyOrderElementsOf(
                        Kustomization.render(folder).all());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyFileIsPartOfItsKustomization(Path folder) throws IOException {
        String kustomization = Repository.read(folder.resolve("kustomization.yaml"));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.equals("kustomization.yaml"))
                    .allMatch(name -> kustomization.contains("- " + name + "\n"));
        }
    }

    @Test
    void aFieldGivenTwiceIsRefused() {
        assertThatThrownBy(() -> StrictYaml.documents("kind: Service\nkind: Service\n"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Duplicate field 'kind'");
    }

    @Test
    void onlyTheLocalOverlayBringsADatabaseAndItsPasswords() {
        assertThat(Kustomization.render(LOCAL).ofKind("Secret")).hasSize(4);
        assertThat(Kustomization.render(Repository.K8S.resolve("overlays/production"))
                        .all())
                .noneMatch(manifest ->
                        manifest.kind().equals("Secret") || manifest.kind().equals("StatefulSet"));
    }

    static Stream<Path> folders() {
        return Stream.of("base", "overlays/local", "overlays/production", "overlays/production-tls")
                .map(Repository.K8S::resolve);
    }

    private static Rule rule(String name) {
        return Rule.all().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no rule is named: " + name));
    }

    private static List<Mutation> mutations() {
        try (InputStream stream = Objects.requireNonNull(ManifestTest.class.getResourceAsStream("mutations.txt"))) {
            return Mutation.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
