package dev.parley.gateway.identity;

import dev.parley.contracts.error.Refusal;
import dev.parley.platform.loop.Loops;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Keys that an identity provider publishes at a URL. Every fetch is a connection of its own, follows no redirect, sends
 * nothing that a client said, and is given up when it takes too long or brings too much. One event loop.
 */
final class WebKeys implements KeySource {
    /** Far more than the sets of large providers have. */
    static final int MAX_BYTES = 256 * 1024;

    private final HttpClient client;
    private final RequestOptions request;
    private final Duration within;

    /** @param within for the whole of a fetch */
    WebKeys(Vertx vertx, URI url, Duration within) {
        this.within = within;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setDecompressionSupported(false)
                .setConnectTimeout((int) within.toMillis()));
        this.request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false)
                .putHeader("Accept", "application/jwk-set+json, application/json");
    }

    @Override
    public Future<String> fetch() {
        return Loops.within(within, client.request(request).compose(this::exchange))
                .map(body -> body.toString(StandardCharsets.UTF_8));
    }

    private Future<Buffer> exchange(HttpClientRequest asked) {
        return Loops.within(within, asked.send().compose(WebKeys::body)).onFailure(given -> asked.reset());
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture(Refusal.unavailable("keys are answered with " + response.statusCode()));
        }
        Buffer body = Buffer.buffer();
        Promise<Buffer> whole = Promise.promise();
        response.handler(piece -> {
            if (body.length() + piece.length() > MAX_BYTES) {
                whole.tryFail(Refusal.unavailable("the key set is too large"));
            } else {
                body.appendBuffer(piece);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
