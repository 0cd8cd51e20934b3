package dev.parley.verify.door;

import dev.parley.verify.door.Rest.Call;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Somebody without a connection: posts by POST, reads and watches by asking again and again. */
final class RestSession implements RoomSession {
    private static final long POLL_MILLIS = 500;
    private static final long WATCH_MILLIS = 1000;
    private static final int PAGE = 100;
    private static final int STORED_BEFORE = 200;

    private final Vertx vertx;
    private final Rest rest;
    private final Gateway gateway;
    private final String token;
    private final Listener listener;
    private boolean closed;

    RestSession(Vertx vertx, Rest rest, Gateway gateway, String token, Listener listener) {
        this.vertx = vertx;
        this.rest = rest;
        this.gateway = gateway;
        this.token = token;
        this.listener = listener;
    }

    @Override
    public void read(String room, long after, @Nullable String epoch) {
        String path = "/api/v1/rooms/" + room + "/events?after=" + Math.max(0, after) + "&limit=" + PAGE;
        ask(Call.get(path, token), room, page -> onPage(room, after, page));
    }

    private void onPage(String room, long after, Rest.Reply reply) {
        JsonObject page = reply.json();
        String epoch = page.getString("epoch", "");
        long last = after;
        for (String event : reply.items("items")) {
            last = new JsonObject(event).getLong("seq", 0L);
            listener.onEvent(room, last, epoch, event);
        }
        long next = last;
        if (page.getBoolean("hasMore", false) && last > after) {
            later(1, () -> read(room, next, epoch));
        } else {
            later(POLL_MILLIS, () -> read(room, next, epoch));
        }
    }

    @Override
    public void watch(String room) {
        ask(Call.get("/api/v1/rooms/" + room + "/presence", token), room, reply -> {
            JsonObject answer = reply.json();
            listener.onPresence(
                    room,
                    new JsonObject()
                            .put("type", "SNAPSHOT")
                            .put("online", answer.getInteger("online", 0))
                            .put("people", answer.getJsonArray("items")));
            later(WATCH_MILLIS, () -> watch(room));
        });
    }

    @Override
    public void post(String room, String id, String text) {
        JsonObject message = new JsonObject().put("message", text).put("clientMessageId", id);
        ask(Call.post("/api/v1/rooms/" + room + "/messages", token, message), id, answer -> {
            JsonObject event = answer.json();
            listener.onPosted(id, event.getLong("seq", 0L), "", answer.status() == STORED_BEFORE);
        });
    }

    private void ask(Call call, String about, Consumer<Rest.Reply> then) {
        rest.ask(gateway, call).onComplete(answer -> {
            if (closed) {
                return;
            }
            if (answer.succeeded()) {
                take(answer.result(), then);
            } else if (answer.cause() instanceof Refused refused) {
                if (refused.isAboutTheToken()) {
                    end(refused);
                } else {
                    listener.onRefused(about, refused);
                }
            } else {
                end(answer.cause());
            }
        });
    }

    private void take(Rest.Reply answer, Consumer<Rest.Reply> then) {
        try {
            then.accept(answer);
        } catch (DecodeException | ClassCastException e) {
            end(e);
        }
    }

    private void later(long millis, Runnable work) {
        vertx.setTimer(millis, timer -> {
            if (!closed) {
                work.run();
            }
        });
    }

    private void end(Throwable why) {
        if (!closed) {
            closed = true;
            listener.onClosed(why);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void cut() {
        closed = true;
    }
}
