package dev.parley.gateway.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Limits;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/**
 * Looks at the body of an {@code xhr_send} before Vert.x does, which takes what is no array of strings for no messages,
 * stops at the first array, and fails at null. SockJS 0.3.3, "Protocol": an array of strings.
 */
final class SockJsMessages implements Handler<RoutingContext> {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BROKEN = -1;

    private final SockJsSessions sessions;
    private final int maxFrames;
    private final Limits limits;

    SockJsMessages(SockJsSessions sessions, int maxFrames, Limits limits) {
        this.limits = limits;
        this.sessions = sessions;
        this.maxFrames = maxFrames;
    }

    @Override
    public void handle(RoutingContext context) {
        SockJsRequest request = SockJsRequest.of(context);
        String session = request.session();
        String body = context.body().asString();
        boolean sends = request.transport() == SockJsRequest.Transport.XHR_SEND;
        if (!sends || session == null || sessions.get(session) == null || body == null || body.isEmpty()) {
            context.next();
            return;
        }
        int frames = count(body);
        if (frames == BROKEN) {
            context.response().setStatusCode(500).end("Broken JSON encoding.");
        } else if (frames > maxFrames) {
            limits.exceeded(Limit.SOCKJS_MESSAGES);
            context.response().setStatusCode(413).end("Too many messages.");
        } else {
            context.next();
        }
    }

    /** How many messages there are. A single string is one, for the clients of Vert.x that send it so. */
    private static int count(String body) {
        try (JsonParser json = JSON.createParser(body)) {
            JsonToken first = json.nextToken();
            int frames = 0;
            if (first == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.VALUE_STRING) {
                    json.getTextLength(); // reads it, so that what is wrong within it shows
                    frames++;
                }
            }
            boolean whole = first == JsonToken.START_ARRAY
                    ? json.currentToken() == JsonToken.END_ARRAY
                    : first == JsonToken.VALUE_STRING && json.getTextLength() >= 0;
            return whole && json.nextToken() == null ? Math.max(frames, 0) : BROKEN;
        } catch (IOException notJson) {
            return BROKEN;
        }
    }
}
