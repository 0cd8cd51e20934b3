package dev.parley.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.parley.platform.loop.Loops;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

@AnalyzeClasses(packages = "dev.parley.platform", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule platformSeesNoService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.gateway..",
                    "dev.parley.chat..",
                    "dev.parley.presence..",
                    "dev.parley.auth..",
                    "dev.parley.standalone..");

    @ArchTest
    static final ArchRule platformHasNoChatNoun = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.contracts.chat..", "dev.parley.contracts.presence..", "dev.parley.contracts.auth..");

    @ArchTest
    static final ArchRule onlyTheClusterPackageKnowsHazelcast = noClasses()
            .that()
            .resideOutsideOfPackage("..platform.cluster")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..");

    @ArchTest
    static final ArchRule onlyTheSqlPackageKnowsDatabases = noClasses()
            .that()
            .resideOutsideOfPackage("..platform.sql")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "org.sqlite..",
                    "org.postgresql..",
                    "org.flywaydb..",
                    "io.vertx.sqlclient..",
                    "io.vertx.pgclient..",
                    "io.vertx.jdbcclient..");

    /** It fails on a thread that is nobody's event loop where a Future has no context: {@code Loops.within} sees to it. */
    @ArchTest
    static final ArchRule nobodyWaitsBesideItsEventLoop = noClasses()
            .that()
            .doNotBelongToAnyOf(Loops.class)
            .should()
            .callMethod(Future.class, "timeout", long.class, TimeUnit.class);

    @ArchTest
    static final ArchRule configurationNeedsNothing = classes()
            .that()
            .resideInAPackage("..platform.config")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.parley.platform.config");

    @ArchTest
    static final ArchRule onlyTheBootReadsTheEnvironment = noClasses()
            .that()
            .resideOutsideOfPackage("..platform.boot")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

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
            slices().matching("dev.parley.platform.(*)..").should().beFreeOfCycles();
}
