package dev.parley.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parley.testkit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule SEES_NO_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.gateway..", "dev.parley.chat..", "dev.parley.presence..", "dev.parley.auth..");

    @ArchTest
    static final ArchRule THE_CLIENT_SHARES_NOTHING_WITH_THE_GATEWAY = noClasses()
            .that()
            .resideInAPackage("..testkit.stomp")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.ext.stomp..", "dev.parley.contracts..", "dev.parley.platform..");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("dev.parley.testkit.(*)..").should().beFreeOfCycles();
}
