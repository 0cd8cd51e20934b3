package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.IdentityOptions;
import dev.parley.gateway.identity.Issuers;
import dev.parley.gateway.identity.RevokedLogins;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    @Test
    void theDocumentHasEveryRouteAndNoOther() {
        Set<String> routes = endpoints().stream()
                .map(endpoint -> endpoint.method().name() + " " + endpoint.path())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(operations().keySet()).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void exactlyTheOperationsThatTakeATokenSaySo() {
        Set<String> open = endpoints().stream()
                .filter(endpoint -> !(endpoint.operation() instanceof SignedIn))
                .filter(endpoint -> !(endpoint.operation() instanceof IntrospectOperation))
                .map(endpoint -> endpoint.method().name() + " " + endpoint.path())
                .collect(Collectors.toSet());

        assertThat(operations()).allSatisfy((name, operation) -> {
            assertThat(new JsonArray().equals(operation.getJsonArray("security")))
                    .isEqualTo(open.contains(name));
            assertThat(operation.getJsonObject("responses").containsKey("401"))
                    .isEqualTo(!open.contains(name) || name.endsWith("/auth/token"));
        });
    }

    @Test
    void everyOperationButDocumentsAndKeysMayBeOverARate() {
        assertThat(operations())
                .allSatisfy((name, operation) -> assertThat(
                                operation.getJsonObject("responses").containsKey("429"))
                        .as(name)
                        .isEqualTo(name.contains("/v1/")));
    }

    @Test
    void everyOperationHasANameOfItsOwnAndKnownReferences() {
        assertThat(operations().values().stream().map(operation -> operation.getString("operationId")))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        assertThat(references(OpenApi.DOCUMENT)).isNotEmpty().allSatisfy(OpenApi::resolved);
    }

    @Test
    void everyExampleIsWhatItsSchemaSays() {
        JsonObject schemas = OpenApi.DOCUMENT.getJsonObject("components").getJsonObject("schemas");

        for (String name : schemas.fieldNames()) {
            JsonArray examples = schemas.getJsonObject(name).getJsonArray("examples");
            assertThat(examples).as("examples of %s", name).isNotEmpty();
            JsonObject reference = new JsonObject().put("$ref", "#/components/schemas/" + name);
            examples.forEach(example -> OpenApi.assertValid(reference, example));
        }
    }

    @Test
    void aProblemHasAnyCodeOfTheTaxonomy() {
        JsonArray codes = OpenApi.DOCUMENT
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Problem")
                .getJsonObject("properties")
                .getJsonObject("code")
                .getJsonArray("enum");

        assertThat(codes.stream().map(String.class::cast))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
    }

    @Test
    void pagesHaveTheSizesTheDocumentSays() {
        JsonObject limit = OpenApi.DOCUMENT
                .getJsonObject("components")
                .getJsonObject("parameters")
                .getJsonObject("Limit");

        assertThat(limit.getJsonObject("schema").getInteger("default")).isEqualTo(RestOptions.DEFAULT_PAGE);
        assertThat(limit.getString("description")).contains("more than " + RestOptions.MAX_PAGE + " ");
    }

    private static Map<String, JsonObject> operations() {
        JsonObject paths = OpenApi.DOCUMENT.getJsonObject("paths");
        return paths.fieldNames().stream()
                .flatMap(path -> paths.getJsonObject(path).stream()
                        .filter(member -> !member.getKey().equals("parameters"))
                        .map(member -> Map.entry(
                                member.getKey().toUpperCase(Locale.ROOT) + " " + path, (JsonObject) member.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<JsonObject> references(Object json) {
        Stream<?> members = json instanceof JsonObject object
                ? object.stream().map(Map.Entry::getValue)
                : json instanceof JsonArray array ? array.stream() : Stream.empty();
        Stream<JsonObject> within = members.flatMap(member -> references(member).stream());
        boolean isReference = json instanceof JsonObject object && object.containsKey("$ref");
        return Stream.concat(isReference ? Stream.of((JsonObject) json) : Stream.empty(), within)
                .toList();
    }

    private static List<Endpoint> endpoints() {
        Vertx vertx = Vertx.vertx();
        try {
            IdentityOptions trusted = new IdentityOptions(false, "parley", "parley");
            Addresses addresses = new Addresses(1, 1);
            EdgeBus bus = new EdgeBus(new Bus(vertx, addresses, Duration.ofSeconds(1)));
            Issuers keys = Issuers.of(vertx, bus, trusted);
            Authenticator authenticator =
                    new Authenticator(bus, new TokenVerifier(keys, new RevokedLogins(), Clock.systemUTC()), trusted);
            RestOptions options = new RestOptions(1024, 100, Set.of(RestOptions.ANY_ORIGIN));
            return new RestRoutes(
                            bus,
                            addresses,
                            authenticator,
                            keys,
                            options,
                            new Limits(LimitOptions.unlimited(), new SimpleMeterRegistry()))
                    .endpoints();
        } finally {
            vertx.close();
        }
    }
}
