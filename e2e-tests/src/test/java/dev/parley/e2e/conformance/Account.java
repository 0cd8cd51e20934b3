package dev.parley.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.script.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Somebody who can sign in more than once, which a guest cannot. */
record Account(String username, String password) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int CREATED = 201;

    /** Registers a new one. */
    static Account register(Gateway gateway) {
        Account account = new Account(Clients.aName("user"), "correct horse battery");
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.http() + "/api/v1/auth/register"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"username\":\"" + account.username + "\",\"password\":\"" + account.password + "\"}"))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(CREATED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return account;
    }

    /** The headers of a CONNECT. */
    String[] lines() {
        return new String[] {"login:" + username, "passcode:" + password};
    }
}
