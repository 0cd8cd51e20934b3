package dev.parley.gateway.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A request in the making. Sending it also checks that openapi.json describes the answer. */
final class Request {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private final HttpRequest.Builder request;
    private final String method;
    private final String path;
    private BodyPublisher body = BodyPublishers.noBody();

    Request(URI base, String method, String path) {
        this.request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
        this.method = method;
        this.path = path;
    }

    Request header(String name, String value) {
        request.setHeader(name, value);
        return this;
    }

    Request bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Request json(String text) {
        return body("application/json", text);
    }

    Request form(String text) {
        return body("application/x-www-form-urlencoded", text);
    }

    Request body(String contentType, String text) {
        body = BodyPublishers.ofString(text);
        return header("Content-Type", contentType);
    }

    /** Sends the body in chunks, without saying beforehand how long it is. */
    Request chunked(String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
        return header("Content-Type", contentType);
    }

    Response send() {
        try {
            HttpResponse<byte[]> answer =
                    CLIENT.send(request.method(method, body).build(), BodyHandlers.ofByteArray());
            Response response = new Response(answer.statusCode(), answer.headers(), answer.body());
            OpenApi.assertDescribes(method, path.split("\\?", 2)[0], response);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
