package dev.parley.presence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parley.presence", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule layersAreSeenFromAboveOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy("dev.parley.presence")
            .layer("bus")
            .definedBy("..presence.bus")
            .layer("app")
            .definedBy("..presence.app")
            .layer("domain")
            .definedBy("..presence.domain")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bus")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("app")
            .mayOnlyBeAccessedByLayers("root", "bus")
            .whereLayer("domain")
            .mayOnlyBeAccessedByLayers("root", "app");

    @ArchTest
    static final ArchRule theDomainIsPure = classes()
            .that()
            .resideInAPackage("..presence.domain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.jspecify..",
                    "dev.parley.presence.domain",
                    "dev.parley.contracts",
                    "dev.parley.contracts.model",
                    "dev.parley.contracts.error",
                    "dev.parley.contracts.presence");

    @ArchTest
    static final ArchRule theAppKnowsNoVertx = noClasses()
            .that()
            .resideInAPackage("..presence.app")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "dev.parley.platform..", "dev.parley.contracts.bus");

    @ArchTest
    static final ArchRule nobodyReadsAClockButTheService = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.parley.presence.PresenceService")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock");

    @ArchTest
    static final ArchRule servicesDoNotKnowEachOther = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parley.chat..", "dev.parley.auth..", "dev.parley.gateway..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.parley.presence.(*)..").should().beFreeOfCycles();
}
