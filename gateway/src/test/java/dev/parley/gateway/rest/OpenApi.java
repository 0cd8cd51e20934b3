package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** openapi.json as the tests read it: stricter than its clients, for it takes no member that a schema does not name. */
final class OpenApi {
    static final JsonObject DOCUMENT =
            new JsonObject(DocumentOperation.openApi().document().toString(StandardCharsets.UTF_8));

    private static final String URI = "https://parley.test/openapi.json";
    private static final SchemaRepository SCHEMAS = SchemaRepository.create(new JsonSchemaOptions()
                    .setBaseUri("https://parley.test/")
                    .setDraft(Draft.DRAFT202012)
                    .setOutputFormat(OutputFormat.Basic))
            .dereference(URI, JsonSchema.of(closed(DOCUMENT.copy())));

    private OpenApi() {}

    /** What a reference within the document points to; anything else is itself. */
    static JsonObject resolved(JsonObject object) {
        String reference = object.getString("$ref");
        if (reference == null) {
            return object;
        }
        JsonObject found = DOCUMENT;
        for (String step : reference.substring("#/".length()).split("/", -1)) {
            found = found.getJsonObject(step);
            assertThat(found).as("%s in openapi.json", reference).isNotNull();
        }
        return found;
    }

    /** Asserts that an answer is one that the document announces, body and all; a path it does not have is left alone. */
    static void assertDescribes(String method, String path, Response response) {
        Optional<JsonObject> operation = operation(method, path);
        if (operation.isEmpty()) {
            return;
        }
        String status = Integer.toString(response.status());
        JsonObject announced = operation.get().getJsonObject("responses").getJsonObject(status);
        assertThat(announced)
                .as("%s %s answers %s: %s", method, path, status, response.text())
                .isNotNull();
        JsonObject content = resolved(announced).getJsonObject("content");
        if (content == null) {
            assertThat(response.bytes()).isEmpty();
            return;
        }
        JsonObject media = content.getJsonObject(response.header("Content-Type"));
        assertThat(media)
                .as("%s %s answers %s", method, path, response.header("Content-Type"))
                .isNotNull();
        assertValid(media.getJsonObject("schema"), Json.decodeValue(response.text()));
    }

    /** Asserts that a value is what a schema of the document says. */
    static void assertValid(JsonObject schema, Object value) {
        JsonObject absolute = schema.copy();
        if (absolute.containsKey("$ref")) {
            absolute.put("$ref", URI + absolute.getString("$ref"));
        }
        OutputUnit result = SCHEMAS.validator(JsonSchema.of(absolute)).validate(value);
        assertThat(result.getValid()).as("%s: %s", schema, result.getErrors()).isTrue();
    }

    private static Optional<JsonObject> operation(String method, String path) {
        JsonObject paths = DOCUMENT.getJsonObject("paths");
        return paths.fieldNames().stream()
                .filter(template -> path.matches(template.replaceAll("\\{\\w+}", "[^/]+")))
                .map(template -> paths.getJsonObject(template).getJsonObject(method.toLowerCase(Locale.ROOT)))
                .filter(found -> found != null)
                .findFirst();
    }

    /** The document with every object schema closed to members that it does not name. */
    private static JsonObject closed(JsonObject json) {
        boolean isSchema = "object".equals(json.getValue("type")) && json.containsKey("properties");
        if (isSchema && !json.containsKey("additionalProperties")) {
            json.put("additionalProperties", false);
        }
        json.forEach(member -> closedWithin(member.getValue()));
        return json;
    }

    private static void closedWithin(Object value) {
        if (value instanceof JsonObject object) {
            closed(object);
        } else if (value instanceof JsonArray array) {
            array.forEach(OpenApi::closedWithin);
        }
    }
}
