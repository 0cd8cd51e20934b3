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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The admin API of one gateway. Blocks; for one thread. */
final class AdminClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int NOT_OK = 300;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI gateway;

    AdminClient(URI gateway) {
        this.gateway = gateway;
    }

    /** Does it, and gives the answer, empty where there is none; signs in before and out after, without a token. */
    Optional<JsonObject> run(AdminRequest request, Credentials credentials) {
        if (credentials.token().isPresent()) {
            return send(request, credentials.token().get());
        }
        JsonObject tokens = signedIn(credentials);
        try {
            return send(request, tokens.getString("access_token"));
        } finally {
            signOut(tokens);
        }
    }

    private JsonObject signedIn(Credentials credentials) {
        JsonObject body = new JsonObject()
                .put("grant_type", "password")
                .put("username", credentials.username())
                .put("password", credentials.password());
        return send("POST", "/api/v1/auth/token", json(body), null).orElseThrow(this::stranger);
    }

    /** What was asked for is done or refused by now: that is what is said, whatever becomes of this. */
    private void signOut(JsonObject tokens) {
        JsonObject body = new JsonObject().put("refresh_token", tokens.getString("refresh_token"));
        try {
            send("POST", "/api/v1/auth/logout", json(body), null);
        } catch (AdminFailure stillSignedIn) {
            // nobody has the tokens any more, and they end by themselves
        }
    }

    private Optional<JsonObject> send(AdminRequest request, String token) {
        BodyPublisher body = request.roles() == null
                ? BodyPublishers.noBody()
                : json(new JsonObject().put("roles", new JsonArray(request.roles())));
        return send(request.method(), "/api/v1/admin" + request.path(), body, token);
    }

    private Optional<JsonObject> send(String method, String path, BodyPublisher body, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() < OK || response.statusCode() >= NOT_OK) {
                throw AdminFailure.refused(refusal(response));
            }
            return response.body().isEmpty() ? Optional.empty() : Optional.of(object(response.body()));
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

    private String refusal(HttpResponse<String> response) {
        try {
            JsonObject problem = new JsonObject(response.body());
            if (problem.getValue("code") instanceof String code) {
                return code + ": " + problem.getValue("detail", "");
            }
        } catch (DecodeException notAProblem) {
            // said below
        }
        return "status " + response.statusCode() + " from " + gateway + ": is that a gateway? (PARLEY_ADMIN_URL)";
    }

    private JsonObject object(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException notJson) {
            throw stranger();
        }
    }

    private AdminFailure stranger() {
        return AdminFailure.refused("no gateway answers at " + gateway + ", but something else (PARLEY_ADMIN_URL)");
    }
}
