package dev.parley.standalone.attack;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Every call of REST there is, as openapi.json has them: one that is added is attacked too. */
final class Calls {
    private static final JsonObject DOCUMENT = document();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private Calls() {}

    /** Who may make a call. */
    enum Caller {
        ANYBODY,
        PERSON,
        ADMIN,
        /** Another service, with a secret of its own; nobody where none is configured. */
        SERVICE
    }

    /**
     * One call.
     *
     * @param path with {@code {id}} for a room, or for whom an admin means
     * @param body an example of one; empty where there is none
     */
    record Call(String method, String path, String body, Caller caller) {
        /** The path, of a room or a user. */
        String of(String id) {
            return path.replace("{id}", id)
                    .replace("{userId}", "@alice")
                    .replace("{seq}", "1")
                    .replaceAll("\\{[a-zA-Z]+}", "x");
        }

        boolean isOfRoom() {
            return path.startsWith("/api/v1/rooms/{id}");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Call> all() {
        return DOCUMENT.getJsonObject("paths").stream().flatMap(path -> {
            JsonObject operations = (JsonObject) path.getValue();
            return operations.fieldNames().stream()
                    .filter(METHODS::contains)
                    .map(method -> call(method, path.getKey(), operations.getJsonObject(method)));
        });
    }

    static Stream<Call> ofPeople() {
        return all().filter(call -> call.caller() == Caller.PERSON || call.caller() == Caller.ADMIN);
    }

    /** Those with a body that anybody who is signed in may make. */
    static Stream<Call> withBody() {
        return all().filter(call -> !call.body().isEmpty())
                .filter(call -> call.caller() == Caller.ANYBODY || call.caller() == Caller.PERSON);
    }

    static Stream<Call> ofAdmins() {
        return all().filter(call -> call.caller() == Caller.ADMIN);
    }

    static Stream<Call> ofRooms() {
        return all().filter(Call::isOfRoom);
    }

    private static Call call(String method, String path, JsonObject operation) {
        return new Call(method.toUpperCase(Locale.ROOT), path, example(operation), caller(path, operation));
    }

    private static Caller caller(String path, JsonObject operation) {
        JsonArray security = operation.getJsonArray("security", DOCUMENT.getJsonArray("security"));
        if (security.isEmpty()) {
            return Caller.ANYBODY;
        }
        if (security.getJsonObject(0).containsKey("service")) {
            return Caller.SERVICE;
        }
        return path.startsWith("/api/v1/admin/") ? Caller.ADMIN : Caller.PERSON;
    }

    private static String example(JsonObject operation) {
        JsonObject body = operation.getJsonObject("requestBody");
        if (body == null) {
            return "";
        }
        String reference = body.getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema")
                .getString("$ref", "");
        JsonObject schemas = DOCUMENT.getJsonObject("components").getJsonObject("schemas");
        JsonObject schema =
                schemas.getJsonObject(reference.substring(reference.lastIndexOf('/') + 1), new JsonObject());
        JsonArray examples = schema.getJsonArray("examples", new JsonArray());
        return examples.isEmpty() ? "{}" : examples.getJsonObject(0).encode();
    }

    private static JsonObject document() {
        try (InputStream in = Objects.requireNonNull(Calls.class.getResourceAsStream("/openapi.json"))) {
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
