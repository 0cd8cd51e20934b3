package dev.parley.gateway.rest;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A document about Parley's doors. */
record DocumentOperation(Buffer document) implements Operation {
    /** Everything here. */
    static DocumentOperation openApi() {
        return load("/openapi.json");
    }

    /** STOMP and the event-bus bridge, whichever door they come through. */
    static DocumentOperation asyncApi() {
        return load("/asyncapi.json");
    }

    /** Reads a document from the class path: once, when a verticle is wired. */
    private static DocumentOperation load(String name) {
        try (InputStream resource = Objects.requireNonNull(DocumentOperation.class.getResourceAsStream(name), name)) {
            return new DocumentOperation(Buffer.buffer(resource.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Future<Answer> run(Call call) {
        return Future.succeededFuture(Answer.json(200, document).with(Answer.CACHE_CONTROL, "public, max-age=60"));
    }
}
