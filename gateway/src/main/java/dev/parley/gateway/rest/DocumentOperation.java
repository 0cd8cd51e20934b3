package dev.parley.gateway.rest;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The OpenAPI document of everything here. */
record DocumentOperation(Buffer document) implements Operation {
    private static final String RESOURCE = "/openapi.json";

    /** Reads the document from the class path: once, when a verticle is wired. */
    static DocumentOperation load() {
        try (InputStream resource =
                Objects.requireNonNull(DocumentOperation.class.getResourceAsStream(RESOURCE), RESOURCE)) {
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
