package dev.parley.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.parley.contracts.bus.Bus;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may know whom in the gateway (docs/architecture.md); this test is the definition. */
@AnalyzeClasses(packages = "dev.parley.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
final class GatewayArchitectureTest {
    private static final String ROOT = "dev.parley.gateway";

    /** A package, and what it may know of the gateway beside itself. Nobody knows the root, which knows everybody. */
    private static final Map<String, Set<String>> KNOWS = Map.ofEntries(
            entry("stomp", Set.of()),
            entry("bus", Set.of()),
            entry("limits", Set.of()),
            entry("interceptor", Set.of()),
            entry("peer", Set.of()),
            entry("identity", Set.of("bus")),
            entry("session", Set.of("stomp", "identity", "limits", "interceptor")),
            entry("transport", Set.of("stomp", "session", "limits", "peer")),
            entry("presence", Set.of("bus")),
            entry("feed", Set.of("stomp", "session", "bus")),
            entry("broker", Set.of("stomp", "session", "identity", "bus", "limits")),
            entry("relay", Set.of("stomp", "session", "broker")),
            entry("handler", Set.of("stomp", "session", "feed", "presence", "broker", "identity", "bus")),
            entry("bridge", Set.of("session", "feed", "presence", "identity", "bus", "handler", "transport", "limits")),
            entry("rest", Set.of("identity", "presence", "bus", "limits")));

    @ArchTest
    static void everyPackageHasItsPlaceInTheTable(JavaClasses gateway) {
        Set<String> packages = gateway.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());

        assertThat(packages).isEqualTo(KNOWS.keySet());
    }

    @ArchTest
    static void everyPackageKnowsOnlyWhatTheTableSays(JavaClasses gateway) {
        KNOWS.forEach((name, known) -> {
            String[] allowed = Stream.concat(Stream.of(name), known.stream())
                    .map(other -> ROOT + "." + other)
                    .toArray(String[]::new);
            classes()
                    .that()
                    .resideInAPackage(ROOT + "." + name)
                    .should()
                    .onlyDependOnClassesThat(not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(allowed)))
                    .as(name + " knows " + known)
                    .check(gateway);
        });
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule stompWordsStopAtTheHandlers =
            onlyIn("io.vertx.ext.stomp..", "stomp", "session", "broker", "relay", "handler", "interceptor");

    @ArchTest
    static final ArchRule roomWordsStopBeforeSessionsAndDoors = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".session", ROOT + ".transport", ROOT + ".stomp")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parley.contracts.chat", "dev.parley.contracts.presence");

    @ArchTest
    static final ArchRule theDoorsAreTheOnlyOnesThatKnowHttp =
            onlyIn("io.vertx.ext.web..", "transport", "bridge", "rest");

    /** An answer of the backbone must come back on the loop that asked: {@code EdgeBus} sees to it. */
    @ArchTest
    static final ArchRule theEdgeAsksThroughTheEdgeBus = noClasses()
            .that()
            .resideInAnyPackage(packages("identity", "session", "transport", "handler", "bridge", "rest"))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Bus.class);

    /** It fails on a thread that is nobody's event loop where a Future has no context: {@code Loops.within} sees to it. */
    @ArchTest
    static final ArchRule nobodyWaitsBesideItsEventLoop =
            noClasses().should().callMethod(Future.class, "timeout", long.class, TimeUnit.class);

    @ArchTest
    static final ArchRule nobodyUsesTheEventBusBesideBus =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.vertx.core.eventbus..");

    @ArchTest
    static final ArchRule aGatewayOwnsNoDataAndKnowsNoOtherService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "io.vertx.sqlclient..",
                    "dev.parley.platform.sql..",
                    "dev.parley.chat..",
                    "dev.parley.auth..",
                    "dev.parley.presence..",
                    "dev.parley.standalone..");

    @ArchTest
    static final ArchRule whatIsNoInterfaceIsFinal = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule optionsAreRecords =
            classes().that().haveSimpleNameEndingWith("Options").should().beRecords();

    private static ArchRule onlyIn(String library, String... users) {
        return noClasses()
                .that(not(resideInAnyPackage(packages(users))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> ROOT + "." + name).toArray(String[]::new);
    }
}
