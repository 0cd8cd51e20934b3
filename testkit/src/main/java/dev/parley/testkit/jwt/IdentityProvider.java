package dev.parley.testkit.jwt;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An identity provider on a free loopback port, which publishes keys and remembers what it was asked. Any thread. */
public final class IdentityProvider implements AutoCloseable {
    private static final String KEYS = "/jwks";

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String body;
    private volatile String location = "";

    /** Publishes these keys. */
    public IdentityProvider(IssuerKey... keys) {
        body = set(List.of(keys).stream().map(IssuerKey::jwk).toList());
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** The {@code iss} of its tokens, which no other provider has. */
    public String issuer() {
        return url("");
    }

    /** Where its keys are. */
    public String keys() {
        return url(KEYS);
    }

    /** A URL of this server; whatever it is, the key set is the answer. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** From now on these are its keys. */
    public void publish(List<JsonObject> jwks) {
        publish(set(jwks));
    }

    /** From now on this is what it answers. */
    public void publish(String anything) {
        body = anything;
    }

    /** From now on it answers with this status; one of redirection leads to the location. */
    public void answerWith(int newStatus, String newLocation) {
        status = newStatus;
        location = newLocation;
    }

    /** The paths that were asked for. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** How it is named in PARLEY_AUTH_ISSUERS. */
    public JsonObject entry(String audience) {
        return new JsonObject()
                .put("issuer", issuer())
                .put("audience", audience)
                .put("jwks", keys());
    }

    /** Claims of a token of its own that is good for ten minutes. */
    public JsonObject claims(String subject, String audience) {
        long now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("iss", issuer())
                .put("aud", audience)
                .put("sub", subject)
                .put("preferred_username", subject)
                .put("name", "Dr. " + subject)
                .put("iat", now)
                .put("exp", now + Duration.ofMinutes(10).toSeconds());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (!location.isEmpty()) {
            exchange.getResponseHeaders().add("Location", location);
        }
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static String set(List<JsonObject> jwks) {
        return new JsonObject().put("keys", new JsonArray(List.copyOf(jwks))).encode();
    }
}
