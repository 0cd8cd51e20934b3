package dev.parley.auth;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Future;

@AnalyzeClasses(packages = "dev.parley.auth", importOptions = DoNotIncludeTests.class)
class AuthArchitectureTest {
    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy("dev.parley.auth")
            .layer("bus")
            .definedBy("..auth.bus")
            .layer("app")
            .definedBy("..auth.app")
            .layer("token")
            .definedBy("..auth.token")
            .layer("store")
            .definedBy("..auth.store")
            .layer("media")
            .definedBy("..auth.store.sql", "..auth.store.memory")
            .layer("domain")
            .definedBy("..auth.domain")
            .layer("cli")
            .definedBy("..auth.cli")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bus")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("token")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("media")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("app")
            .mayOnlyBeAccessedByLayers("root", "bus", "token")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("root", "app", "token", "media");

    @ArchTest
    static final ArchRule THE_DOMAIN_IS_PURE = classes()
            .that()
            .resideInAPackage("..auth.domain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "dev.parley.auth.domain",
                    "dev.parley.contracts.model",
                    "dev.parley.contracts.error");

    @ArchTest
    static final ArchRule THE_COMMAND_LINE_IS_A_CLIENT_LIKE_ANY_OTHER = classes()
            .that()
            .resideInAPackage("..auth.cli")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.vertx.core.json..", "dev.parley.auth.cli");

    @ArchTest
    static final ArchRule THE_DOMAIN_IS_TOLD_THE_TIME = noClasses()
            .that()
            .resideInAnyPackage("..auth.domain", "..auth.app")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .callMethod(java.time.InstantSource.class, "system")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule PORTS_AND_USE_CASES_KNOW_FUTURE_AND_NO_MORE_OF_VERTX = noClasses()
            .that()
            .resideInAnyPackage("..auth.app", "..auth.store", "..auth.store.memory")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.vertx..").and(not(describe("Future", AuthArchitectureTest::isFuture))));

    @ArchTest
    static final ArchRule SQL_STAYS_IN_ITS_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("..auth.store.sql")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.vertx.sqlclient..", "java.sql.."));

    @ArchTest
    static final ArchRule SETTINGS_ARE_READ_IN_THE_ROOT = noClasses()
            .that()
            .resideInAPackage("dev.parley.auth.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.parley.platform.config");

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.gateway..", "dev.parley.chat..", "dev.parley.presence..", "dev.parley.standalone..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.parley.auth.(**)").should().beFreeOfCycles();

    private static boolean isFuture(JavaClass type) {
        return type.isEquivalentTo(Future.class);
    }
}
