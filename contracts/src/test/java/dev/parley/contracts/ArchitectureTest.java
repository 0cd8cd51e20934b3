package dev.parley.contracts;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parley.contracts", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyTheBusPackageKnowsMoreThanTheJdk = classes()
            .that()
            .resideOutsideOfPackage("..contracts.bus")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.parley.contracts..");

    @ArchTest
    static final ArchRule nothingNeedsTheBusPackage = noClasses()
            .that()
            .resideOutsideOfPackage("..contracts.bus")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..contracts.bus");

    @ArchTest
    static final ArchRule contractsSeeNobody = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.platform..",
                    "dev.parley.gateway..",
                    "dev.parley.chat..",
                    "dev.parley.presence..",
                    "dev.parley.auth..",
                    "dev.parley.standalone..");

    @ArchTest
    static final ArchRule nothingReadsAClockOrMakesRandomness = noClasses()
            .that()
            .resideOutsideOfPackage("..contracts.bus")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.time\\.Clock|java\\.util\\.(UUID|Random)|java\\.security\\.SecureRandom")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule whatTravelsIsImmutable = classes()
            .that()
            .areAssignableTo(Wire.class)
            .and()
            .areNotInterfaces()
            .should()
            .beRecords();

    @ArchTest
    static final ArchRule familiesAreSealed = classes()
            .that()
            .areAssignableTo(Wire.class)
            .and()
            .areInterfaces()
            .and()
            .resideOutsideOfPackage("dev.parley.contracts")
            .should(ArchCondition.from(
                    describe("be sealed", type -> type.reflect().isSealed())));

    @ArchTest
    static final ArchRule classesAreFinal = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.parley.contracts.(*)..").should().beFreeOfCycles();
}
