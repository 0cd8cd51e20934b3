package dev.parley.auth.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The admin API of one gateway. Blocks; for one thread. */
final class AdminClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FIRST_FAILURE = 400;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI gateway;

    AdminClient(URI gateway) {
        this.gateway = gateway;
    }

    /** Does it, and gives the answer as text for people; signs in before and out after, where no token is given. */
    String run(AdminRequest request, Credentials credentials) {
        if (credentials.token().isPresent()) {
            return text(send(request, credentials.token().get()));
        }
        JsonObject tokens = signedIn(credentials);
        try {
            return text(send(request, tokens.getString("access_token")));
        } finally {
            signOut(tokens);
        }
    }

    private JsonObject signedIn(Credentials credentials) {
        JsonObject body = new JsonObject()
                .put("grant_type", "password")
                .put("username", credentials.username())
                .put("password", credentials.password());
        return new JsonObject(send("POST", "/api/v1/auth/token", json(body), null));
    }

    private void signOut(JsonObject tokens) {
        JsonObject body = new JsonObject().put("refresh_token", tokens.getString("refresh_token"));
        send("POST", "/api/v1/auth/logout", json(body), null);
    }

    private String send(AdminRequest request, String token) {
        BodyPublisher body = request.roles() == null
                ? BodyPublishers.noBody()
                : json(new JsonObject().put("roles", new JsonArray(request.roles())));
        return send(request.method(), "/api/v1/admin" + request.path(), body, token);
    }

    private String send(String method, String path, BodyPublisher body, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= FIRST_FAILURE) {
                throw AdminFailure.refused(refusal(response));
            }
            return response.body();
        } catch (IOException e) {
            throw AdminFailure.refused("no answer from " + gateway + ": is Parley running there? (PARLEY_ADMIN_URL)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AdminFailure.refused("interrupted");
        }
    }

    private static BodyPublisher json(JsonObject body) {
        return BodyPublishers.ofString(body.encode());
    }

    private static String refusal(HttpResponse<String> response) {
        try {
            JsonObject problem = new JsonObject(response.body());
            return problem.getString("code", "refused") + ": " + problem.getString("detail", "");
        } catch (DecodeException | ClassCastException notAProblem) {
            return "status " + response.statusCode();
        }
    }

    private static String text(String body) {
        return body.isEmpty() ? "done" : new JsonObject(body).encodePrettily();
    }
}
