package dev.parley.testkit.script;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The people of one run of a script: each is registered over REST when first spoken of. One thread. */
final class People {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration REGISTER_WITHIN = Duration.ofSeconds(20);
    private static final int CREATED = 201;

    private final Map<String, JsonObject> registered = new HashMap<>();
    private final Gateway gateway;
    private final String run;

    People(Gateway gateway, String run) {
        this.gateway = gateway;
        this.run = run;
    }

    /** The username; their display name is the same. */
    String username(String name) {
        registered.computeIfAbsent(name, this::register);
        return fullName(name);
    }

    String password() {
        return "correct horse " + run;
    }

    String token(String name) {
        return registered.computeIfAbsent(name, this::register).getString("access_token");
    }

    String id(String name) {
        return registered
                .computeIfAbsent(name, this::register)
                .getJsonObject("user")
                .getString("id");
    }

    private String fullName(String name) {
        return name + "-" + run;
    }

    private JsonObject register(String name) {
        JsonObject account = new JsonObject()
                .put("username", fullName(name))
                .put("password", password())
                .put("displayName", fullName(name));
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.http() + "/api/v1/auth/register"))
                .timeout(REGISTER_WITHIN)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(account.encode()))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            if (response.statusCode() != CREATED) {
                throw new AssertionError(
                        "cannot register " + name + ": " + response.statusCode() + " " + response.body());
            }
            return new JsonObject(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
