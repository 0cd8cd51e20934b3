package dev.parley.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parley.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_LOAD_KNOWS_ONLY_THE_WIRE = noClasses()
            .that()
            .resideInAPackage("..bench.load..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..", "dev.parley.gateway..", "dev.parley.contracts..", "dev.parley.platform..");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES =
            slices().matching("dev.parley.bench.(*)..").should().beFreeOfCycles();
}
