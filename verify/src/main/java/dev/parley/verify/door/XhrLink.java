package dev.parley.verify.door;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A SockJS session without WebSocket: a stream of frames one way, one request after the other the other way. */
final class XhrLink implements Link {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int SEND_SECONDS = 15;

    private final HttpClient http;
    private final Gateway gateway;
    private final String session;
    private final Ear ear;
    private final List<Buffer> waiting = new ArrayList<>();
    private boolean sending;
    private boolean closed;
    private @Nullable HttpClientRequest streaming;

    XhrLink(HttpClient http, Gateway gateway, String session, Ear ear) {
        this.http = http;
        this.gateway = gateway;
        this.session = session;
        this.ear = ear;
    }

    /** Begins a stream of frames; another one when the server has ended it. */
    void stream() {
        post("/xhr_streaming", request -> {
                    streaming = request;
                    return request.send();
                })
                .onSuccess(this::onStream)
                .onFailure(this::end);
    }

    private void onStream(HttpClientResponse response) {
        if (response.statusCode() != OK) {
            end(new IOException("HTTP status " + response.statusCode()));
            return;
        }
        RecordParser frames = RecordParser.newDelimited("\n", frame -> {
            if (!closed) {
                ear.texts().handle(frame);
            }
        });
        response.handler(frames);
        response.exceptionHandler(this::end);
        response.endHandler(done -> {
            if (!closed) {
                stream();
            }
        });
    }

    @Override
    public void send(Buffer text) {
        waiting.add(text);
        sendWaiting();
    }

    private void sendWaiting() {
        if (sending || closed || waiting.isEmpty()) {
            return;
        }
        Buffer body = SockJsTexts.packed(waiting);
        waiting.clear();
        sending = true;
        post(
                        "/xhr_send",
                        request -> request.putHeader("Content-Type", "text/plain;charset=UTF-8")
                                .send(body))
                .timeout(SEND_SECONDS, TimeUnit.SECONDS)
                .onSuccess(response -> {
                    sending = false;
                    if (response.statusCode() == NO_CONTENT) {
                        sendWaiting();
                    } else {
                        end(new IOException("xhr_send: HTTP status " + response.statusCode()));
                    }
                })
                .onFailure(this::end);
    }

    private <T> Future<T> post(String what, java.util.function.Function<HttpClientRequest, Future<T>> sending) {
        return http.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost(gateway.host())
                        .setPort(gateway.port())
                        .setSsl(gateway.isSecure())
                        .setURI(session + what))
                .compose(sending);
    }

    private void end(Throwable why) {
        if (!closed) {
            close();
            ear.ended().handle(why);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (streaming != null) {
            streaming.reset();
        }
    }
}
