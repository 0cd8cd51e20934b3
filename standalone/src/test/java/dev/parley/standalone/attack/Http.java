package dev.parley.standalone.attack;

import dev.parley.testkit.script.Gateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** HTTP as bytes: nothing between an attack and the socket. */
final class Http {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int BAD_REQUEST = 400;

    private final Gateway gateway;

    Http(Gateway gateway) {
        this.gateway = gateway;
    }

    /** All that the server said until it closed, which it was asked to. */
    record Answer(String text) {
        int status() {
            return Integer.parseInt(text.split(" ", 3)[1]);
        }

        /** The lines of the head, without the first. */
        List<String> headers() {
            String head = text.split("\r\n\r\n", 2)[0];
            return Arrays.stream(head.split("\r\n")).skip(1).toList();
        }

        Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers().stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }

        String body() {
            String[] parts = text.split("\r\n\r\n", 2);
            return parts.length == 2 ? parts[1] : "";
        }

        JsonObject json() {
            return new JsonObject(body());
        }

        /** How many answers there are in it. */
        int count() {
            return text.split("HTTP/1\\.1 ", -1).length - 1;
        }

        boolean isRefused() {
            return status() >= BAD_REQUEST;
        }
    }

    /** Sends these bytes and reads to the end. */
    Answer raw(String bytes) {
        try (Socket socket = new Socket(gateway.host(), gateway.httpPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends these bytes, which need not be a whole request, and reads the head of what is answered. */
    Answer begin(String bytes) {
        try (Socket socket = new Socket(gateway.host(), gateway.httpPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            StringBuilder head = new StringBuilder();
            int next = socket.getInputStream().read();
            while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
                head.append((char) next);
                next = head.indexOf("\r\n\r\n") < 0 ? socket.getInputStream().read() : -1;
            }
            return new Answer(head.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request without a body. */
    Answer ask(String method, String target, String... headers) {
        return raw(head(method, target, headers) + "\r\n");
    }

    /** A request as somebody; with a body where that is not empty. */
    Answer as(String token, String method, String target, String json) {
        String bearer = "Authorization: Bearer " + token;
        return json.isEmpty() ? ask(method, target, bearer) : send(method, target, json, bearer);
    }

    /** A request with a JSON body. */
    Answer send(String method, String target, String json, String... headers) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return raw(head(method, target, headers) + "Content-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n" + json);
    }

    private static String head(String method, String target, String... headers) {
        StringBuilder head =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: parley.example\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }
}
