package dev.parley.chat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Who may know whom. */
@AnalyzeClasses(packages = "dev.parley.chat", importOptions = DoNotIncludeTests.class)
class ChatArchitectureTest {
    /** It fails on a thread that is nobody's event loop where a Future has no context: {@code Loops.within} sees to it. */
    @ArchTest
    static final ArchRule nobodyWaitsBesideItsEventLoop =
            noClasses().should().callMethod(Future.class, "timeout", long.class, TimeUnit.class);

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy("dev.parley.chat")
            .layer("bus")
            .definedBy("dev.parley.chat.bus")
            .layer("app")
            .definedBy("dev.parley.chat.app")
            .layer("shard")
            .definedBy("dev.parley.chat.shard")
            .layer("sql")
            .definedBy("dev.parley.chat.store.sql")
            .layer("store")
            .definedBy("dev.parley.chat.store")
            .layer("domain")
            .definedBy("dev.parley.chat.domain")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bus")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("app")
            .mayOnlyBeAccessedByLayers("root", "bus")
            .whereLayer("shard")
            .mayOnlyBeAccessedByLayers("root", "bus", "app")
            .whereLayer("sql")
            .mayOnlyBeAccessedByLayers("root");

    @ArchTest
    static final ArchRule THE_DOMAIN_IS_PURE = classes()
            .that()
            .resideInAPackage("..domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "dev.parley.chat.domain",
                    "dev.parley.contracts",
                    "dev.parley.contracts.model",
                    "dev.parley.contracts.chat",
                    "dev.parley.contracts.error");

    @ArchTest
    static final ArchRule TIME_ARRIVES_AS_AN_ARGUMENT = noClasses()
            .that()
            .resideInAnyPackage("..domain..", "..shard..", "..app..", "..store..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule OF_VERTX_ONLY_FUTURES = noClasses()
            .that()
            .resideInAnyPackage("dev.parley.chat.app", "dev.parley.chat.shard", "dev.parley.chat.store")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.vertx..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(JavaClass.Predicates.belongToAnyOf(
                            io.vertx.core.Future.class,
                            io.vertx.core.Promise.class,
                            io.vertx.core.AsyncResult.class,
                            io.vertx.core.Handler.class,
                            io.vertx.core.Completable.class,
                            io.vertx.core.CompositeFuture.class))));

    @ArchTest
    static final ArchRule SQL_IS_KNOWN_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("..store.sql..", "dev.parley.chat")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.sqlclient..", "dev.parley.platform.sql..", "java.sql..");

    @ArchTest
    static final ArchRule THE_BUS_IS_KNOWN_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parley.chat.bus", "dev.parley.chat")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.parley.contracts.bus..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.parley.chat.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_IS_INHERITED_FOR_REUSE = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(JavaModifier.FINAL);
}
