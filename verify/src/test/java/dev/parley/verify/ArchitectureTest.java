package dev.parley.verify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parley.verify", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_JUDGE_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..verify.judge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "com.fasterxml..", "dev.parley.testkit..", "java.net..", "java.time..");

    @ArchTest
    static final ArchRule SHARES_NOTHING_WITH_WHAT_IT_JUDGES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.gateway..",
                    "dev.parley.chat..",
                    "dev.parley.presence..",
                    "dev.parley.auth..",
                    "dev.parley.contracts..",
                    "dev.parley.platform..",
                    "io.vertx.ext.stomp..");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("dev.parley.verify.(*)..").should().beFreeOfCycles();
}
