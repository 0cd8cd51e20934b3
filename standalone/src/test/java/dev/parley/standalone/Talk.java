package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** What people do at a gateway. */
final class Talk {
    /** How long a test waits for what must come. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Talk() {}

    /** An access token of somebody new. */
    static String register(Gateway gateway, String username) throws IOException, InterruptedException {
        return tokens(gateway, username).getString("access_token");
    }

    /** All tokens of somebody new. */
    static JsonObject tokens(Gateway gateway, String username) throws IOException, InterruptedException {
        JsonObject account = new JsonObject()
                .put("username", username)
                .put("password", "correct horse " + username)
                .put("displayName", username);
        String answer = http(
                gateway,
                HttpRequest.newBuilder(URI.create(gateway.http() + "/api/v1/auth/register"))
                        .POST(BodyPublishers.ofString(account.encode())),
                201);
        return new JsonObject(answer);
    }

    /** An access token of a new guest. */
    static String guest(Gateway gateway) throws IOException, InterruptedException {
        String answer = http(
                gateway,
                HttpRequest.newBuilder(URI.create(gateway.http() + "/api/v1/auth/guest"))
                        .POST(BodyPublishers.ofString("{\"displayName\":\"Passer-by\"}")),
                201);
        return new JsonObject(answer).getString("access_token");
    }

    static String get(Gateway gateway, String token, String path) throws IOException, InterruptedException {
        return http(
                gateway,
                HttpRequest.newBuilder(URI.create(gateway.http() + path)).header("authorization", "Bearer " + token),
                200);
    }

    /** Calls REST with this body, or none, and gives the status of the answer. */
    static int rest(Gateway gateway, String token, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.http() + "/api/v1" + path))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static String http(Gateway gateway, HttpRequest.Builder request, int expected)
            throws IOException, InterruptedException {
        var response = HTTP.send(
                request.header("content-type", "application/json")
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(gateway + " " + response.body()).isEqualTo(expected);
        return response.body();
    }

    static StompClient connect(Gateway gateway, String door, String token) {
        StompClient client = gateway.open(door, List.of());
        client.connect("passcode", token);
        return client;
    }

    /** Subscribes, with these headers (name, value, ...) beside, and waits for the RECEIPT. */
    static void subscribe(StompClient client, String room, String id, String... headers) {
        String[] all = new String[headers.length + 6];
        System.arraycopy(
                new String[] {"id", id, "destination", "/subscribe/chat/room/" + room, "receipt", "live-" + id},
                0,
                all,
                0,
                6);
        System.arraycopy(headers, 0, all, 6, headers.length);
        client.send(StompFrame.of("SUBSCRIBE", all));
        receipt(client, "live-" + id);
    }

    /** Says something under a client message id, and waits for the RECEIPT. */
    static void say(StompClient client, String room, String id, String text) {
        client.send(StompFrame.of(
                        "SEND",
                        "destination",
                        "/publish/chat/room/" + room,
                        "content-type",
                        "text/plain",
                        "client-message-id",
                        id,
                        "receipt",
                        id)
                .withBody(text));
        receipt(client, id);
    }

    private static void receipt(StompClient client, String id) {
        client.expect(
                "RECEIPT of " + id,
                frame -> frame.command().equals("RECEIPT")
                        && frame.header("receipt-id").filter(id::equals).isPresent(),
                PATIENCE);
    }

    /** The next MESSAGE of a subscription. */
    static StompFrame next(StompClient client, String id) {
        return client.expect(
                "MESSAGE of " + id,
                frame -> frame.command().equals("MESSAGE")
                        && frame.header("subscription").filter(id::equals).isPresent(),
                PATIENCE);
    }
}
