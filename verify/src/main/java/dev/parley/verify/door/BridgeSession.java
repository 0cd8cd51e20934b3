package dev.parley.verify.door;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The Vert.x event-bus bridge protocol over a SockJS link; the address of a reply is the id of what is answered. */
final class BridgeSession implements RoomSession {
    private static final String ROOM = "chat.room.";
    private static final String PRESENCE = "chat.presence.";
    private static final int PING_SECONDS = 5;
    private static final long PATIENCE_MILLIS = 20_000;

    private final Vertx vertx;
    private final String token;
    private final Listener listener;
    private @Nullable Link link;
    private @Nullable Silence silence;
    private boolean closed;

    BridgeSession(Vertx vertx, String token, Listener listener) {
        this.vertx = vertx;
        this.token = token;
        this.listener = listener;
    }

    /** Where the link brings what comes. */
    Link.Ear ear() {
        return new Link.Ear(this::onEnvelope, this::end);
    }

    /** Begins over a link that is open: the protocol has no greeting. */
    RoomSession begin(Link opened) {
        link = opened;
        if (closed) {
            opened.close();
            return this;
        }
        Runnable tooLong = () -> end(new IOException("nothing came, not even the answer to a ping"));
        Runnable ping = () -> send(new JsonObject().put("type", "ping"));
        silence = new Silence(vertx, PATIENCE_MILLIS, PING_SECONDS, ping, tooLong);
        ping.run();
        return this;
    }

    private void onEnvelope(Buffer bytes) {
        if (closed) {
            return;
        }
        if (silence != null) {
            silence.isBroken();
        }
        try {
            String text = bytes.toString();
            JsonObject envelope = new JsonObject(text);
            switch (envelope.getString("type", "")) {
                case "rec" -> onReceived(envelope, text);
                case "err" -> onFailure(envelope);
                default -> {} // a pong
            }
        } catch (DecodeException | ClassCastException | NumberFormatException e) {
            end(new IOException("not what docs/protocol.md says: " + e.getMessage(), e));
        }
    }

    private void onReceived(JsonObject envelope, String text) {
        String address = envelope.getString("address", "");
        JsonObject body = envelope.getJsonObject("body", new JsonObject());
        if (address.startsWith(PRESENCE)) {
            listener.onPresence(address.substring(PRESENCE.length()), body);
        } else if (!address.startsWith(ROOM)) {
            boolean duplicate = body.getBoolean("duplicate", false);
            listener.onPosted(address, body.getLong("seq", 0L), body.getString("epoch", ""), duplicate);
        } else if (body.getString("type", "").equals("SYNC")) {
            boolean recovered = body.getBoolean("recovered", false);
            listener.onSync(address.substring(ROOM.length()), recovered, body.getString("reason", ""));
        } else {
            JsonObject headers = envelope.getJsonObject("headers", new JsonObject());
            listener.onEvent(
                    address.substring(ROOM.length()),
                    Long.parseLong(headers.getString("seq", "0")),
                    headers.getString("epoch", ""),
                    RawJson.member(text, "body").orElse(""));
        }
    }

    private void onFailure(JsonObject envelope) {
        Refused why = new Refused(envelope.getString("message", ""), envelope.getString("body", ""), 0);
        String address = envelope.getString("address", "");
        if (address.isEmpty()) {
            end(why);
        } else if (address.startsWith(ROOM)) {
            listener.onRefused(address.substring(ROOM.length()), why);
        } else if (address.startsWith(PRESENCE)) {
            listener.onRefused(address.substring(PRESENCE.length()), why);
        } else {
            listener.onRefused(address, why);
        }
    }

    @Override
    public void read(String room, long after, @Nullable String epoch) {
        JsonObject headers = headers();
        if (after >= 0) {
            headers.put("resume-seq", Long.toString(after));
        }
        if (after >= 0 && epoch != null) {
            headers.put("resume-epoch", epoch);
        }
        send(message("register", ROOM + room).put("headers", headers));
    }

    @Override
    public void watch(String room) {
        send(message("register", PRESENCE + room).put("headers", headers()));
    }

    @Override
    public void post(String room, String id, String text) {
        JsonObject body =
                new JsonObject().put("chatRoomId", room).put("message", text).put("clientMessageId", id);
        send(message("send", "chat.message")
                .put("replyAddress", id)
                .put("headers", headers())
                .put("body", body));
    }

    private static JsonObject message(String type, String address) {
        return new JsonObject().put("type", type).put("address", address);
    }

    private JsonObject headers() {
        return new JsonObject().put("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        cut();
    }

    @Override
    public void cut() {
        closed = true;
        if (silence != null) {
            silence.end();
        }
        if (link != null) {
            link.close();
        }
    }

    private void send(JsonObject message) {
        if (link != null && !closed) {
            link.send(message.toBuffer());
        }
    }

    private void end(Throwable why) {
        if (!closed) {
            cut();
            listener.onClosed(why);
        }
    }
}
