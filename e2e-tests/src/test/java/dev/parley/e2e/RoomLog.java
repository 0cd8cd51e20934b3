package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.script.Gateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A room's log as REST tells it, from the first event to the last. */
final class RoomLog {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final List<JsonObject> events;

    private RoomLog(List<JsonObject> events) {
        this.events = events;
    }

    /** Registers somebody; the value is an access token. */
    static String register(Gateway gateway, String username) throws IOException, InterruptedException {
        JsonObject account = new JsonObject()
                .put("username", username)
                .put("password", "correct horse " + username)
                .put("displayName", username);
        HttpResponse<String> response = HTTP.send(
                request(gateway, "/api/v1/auth/register")
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(account.encode()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return new JsonObject(response.body()).getString("access_token");
    }

    static RoomLog read(Gateway gateway, String token, String room) throws IOException, InterruptedException {
        List<JsonObject> events = new ArrayList<>();
        JsonObject page;
        do {
            long after = events.isEmpty() ? 0 : events.get(events.size() - 1).getLong("seq");
            HttpResponse<String> response = HTTP.send(
                    request(gateway, "/api/v1/rooms/" + room + "/events?limit=100&after=" + after)
                            .header("authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            page = new JsonObject(response.body());
            page.getJsonArray("items").forEach(item -> events.add((JsonObject) item));
            assertThat(page.getJsonArray("items").isEmpty() && page.getBoolean("hasMore"))
                    .as("a page that promises more has something")
                    .isFalse();
        } while (page.getBoolean("hasMore"));
        assertThat(events).as("events up to the head").hasSize(page.getInteger("head"));
        return new RoomLog(events);
    }

    /** The events have the sequences 1, 2, 3, ... */
    void assertHasNoHoles() {
        assertThat(events)
                .extracting(event -> event.getLong("seq"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
    }

    /** How many events there are. */
    int size() {
        return events.size();
    }

    /** Where each client message id is, of the events that have one. */
    Map<String, List<Long>> sequencesByClientMessageId() {
        return events.stream()
                .filter(event -> event.containsKey("clientMessageId"))
                .collect(Collectors.groupingBy(
                        event -> event.getString("clientMessageId"),
                        Collectors.mapping(event -> event.getLong("seq"), Collectors.toList())));
    }

    /** The events as JSON, in order. */
    List<String> bodies() {
        return events.stream().map(JsonObject::encode).toList();
    }

    private static HttpRequest.Builder request(Gateway gateway, String path) {
        return HttpRequest.newBuilder(URI.create(gateway.http() + path)).timeout(WITHIN);
    }
}
