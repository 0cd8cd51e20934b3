package dev.parley.e2e.conformance;

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

/** Somebody who can sign in more than once, which a guest cannot. */
record Account(String username, String token) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int CREATED = 201;

    @Override
    public String toString() {
        return username;
    }

    /** Registers a new one. */
    static Account register(Gateway gateway) {
        String username = Clients.aName("user");
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.http() + "/api/v1/auth/register"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"username\":\"" + username + "\",\"password\":\"correct horse battery\"}"))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(CREATED);
            return new Account(username, new JsonObject(response.body()).getString("access_token"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The headers of a CONNECT. */
    String[] lines() {
        return new String[] {"login:" + username, "passcode:" + token};
    }
}
