package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.script.Gateway;
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
import org.jspecify.annotations.Nullable;

/** REST of one gateway, for accounts and admins. */
record Api(Gateway gateway) {
    /** The admin of the cluster that tests share. */
    static final String ADMIN = "chief";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration WITHIN = Duration.ofSeconds(60);

    /** An answer. */
    record Answer(int status, String text) {
        JsonObject json() {
            return new JsonObject(text);
        }

        /** The access token of a token response. */
        String token() {
            return json().getString("access_token");
        }
    }

    static String passwordOf(String username) {
        return "correct horse " + username;
    }

    /** Registers somebody. */
    Answer register(String username) {
        JsonObject account = new JsonObject().put("username", username).put("password", passwordOf(username));
        Answer tokens = call("POST", "/api/v1/auth/register", null, account);
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(201);
        return tokens;
    }

    /** Signs somebody in. */
    Answer signIn(String username) {
        JsonObject grant = new JsonObject()
                .put("grant_type", "password")
                .put("username", username)
                .put("password", passwordOf(username));
        return call("POST", "/api/v1/auth/token", null, grant);
    }

    /** Comes as a guest. */
    Answer guest(String displayName) {
        return call("POST", "/api/v1/auth/guest", null, new JsonObject().put("displayName", displayName));
    }

    /** Swaps the refresh token of a token response. */
    Answer refresh(Answer tokens) {
        JsonObject grant = new JsonObject()
                .put("grant_type", "refresh_token")
                .put("refresh_token", tokens.json().getString("refresh_token"));
        return call("POST", "/api/v1/auth/token", null, grant);
    }

    /** Asks with an access token. */
    Answer as(String token, String method, String path, @Nullable JsonObject body) {
        return call(method, path, token, body);
    }

    /** Ends the login session of a token response. */
    void logOut(Answer tokens) {
        JsonObject body = new JsonObject().put("refresh_token", tokens.json().getString("refresh_token"));
        assertThat(call("POST", "/api/v1/auth/logout", null, body).status()).isEqualTo(204);
    }

    private Answer call(String method, String path, @Nullable String token, @Nullable JsonObject body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.http() + path))
                .timeout(WITHIN)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
