package dev.parley.verify;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Gateway;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.Rest;
import dev.parley.verify.door.Rest.Call;
import dev.parley.verify.judge.Stored;
import dev.parley.verify.people.Person;
import dev.parley.verify.people.Run;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is done with rooms over REST: each call again, at the next gateway, until it is done or the time is over. */
final class Rooms {
    private static final String ROOMS = "/api/v1/rooms";
    private static final long AGAIN_MILLIS = 500;
    private static final int PAGE = 100;

    private final Run run;
    private final List<Gateway> gateways;
    private int turn;

    Rooms(Run run) {
        this.run = run;
        this.gateways = run.gateways(Door.REST);
    }

    /** Does it until it is done; a refusal that is no "not now" fails at once. */
    <T> Future<T> insist(Duration limit, Function<Gateway, Future<T>> call) {
        return insist(run.now() + limit.toMillis(), call, null);
    }

    private <T> Future<T> insist(long until, Function<Gateway, Future<T>> call, @Nullable Throwable last) {
        if (last != null && run.now() > until) {
            return Future.failedFuture(new TimeoutException("not done in time: " + last.getMessage()));
        }
        Gateway gateway = gateways.get(Math.floorMod(turn++, gateways.size()));
        return call.apply(gateway).recover(failed -> {
            if (failed instanceof Refused refused && !refused.isForNow()) {
                return Future.failedFuture(failed);
            }
            return run.vertx().timer(AGAIN_MILLIS).compose(again -> insist(until, call, failed));
        });
    }

    /** Makes a room; one that an earlier try has made is it. */
    Future<Void> create(Duration limit, String room, String visibility, Person owner) {
        JsonObject body = new JsonObject().put("id", room).put("name", room).put("visibility", visibility);
        return insist(
                        limit,
                        gateway -> owner.token()
                                .compose(token -> rest().ask(gateway, Call.post(ROOMS, token, body)))
                                .recover(failed -> failed instanceof Refused refused
                                                && refused.code().equals("conflict")
                                        ? owner.token().compose(token -> rest().ask(gateway, get(room, "", token)))
                                        : Future.failedFuture(failed)))
                .mapEmpty();
    }

    Future<Void> join(Duration limit, String room, Person person) {
        return insist(
                        limit,
                        gateway -> person.token()
                                .compose(token -> rest().ask(
                                                gateway,
                                                new Call(HttpMethod.POST, ROOMS + "/" + room + "/join", token, null))))
                .mapEmpty();
    }

    /** Makes somebody a member of a private room. */
    Future<Void> add(Duration limit, String room, Person owner, Person member) {
        return members(limit, HttpMethod.PUT, room, owner, member, new JsonObject().put("role", "member"));
    }

    /** Removes somebody from a room. */
    Future<Void> kick(Duration limit, String room, Person owner, Person member) {
        return members(limit, HttpMethod.DELETE, room, owner, member, null);
    }

    private Future<Void> members(
            Duration limit, HttpMethod method, String room, Person owner, Person who, @Nullable JsonObject body) {
        String path = ROOMS + "/" + room + "/members/" + who.userId();
        return insist(
                        limit,
                        gateway -> owner.token()
                                .compose(token -> rest().ask(gateway, new Call(method, path, token, body))))
                .mapEmpty();
    }

    /**
     * The sequence of the event that says that somebody was removed: nothing behind it is for that person. Fails where the
     * log does not say so.
     *
     * @param after the newest such event stands behind that sequence
     */
    Future<Long> removedAt(Duration limit, String room, Person reader, Person removed, long after) {
        return removedBefore(limit, room, reader, removed, after, "");
    }

    private Future<Long> removedBefore(
            Duration limit, String room, Person reader, Person removed, long after, String before) {
        String query = "/events?limit=" + PAGE + before;
        return insist(limit, gateway -> reader.token().compose(token -> rest().ask(gateway, get(room, query, token))))
                .compose(reply -> {
                    long oldest = 0;
                    long removal = 0;
                    for (String event : reply.items("items")) {
                        JsonObject json = new JsonObject(event);
                        oldest = oldest == 0 ? json.getLong("seq", 0L) : oldest;
                        boolean isRemoval = json.getString("type", "").equals("KICK")
                                && json.getString("targetId", "").equals(removed.userId());
                        removal = isRemoval ? json.getLong("seq", 0L) : removal;
                    }
                    if (removal > after) {
                        return Future.succeededFuture(removal);
                    }
                    return oldest > after + 1
                            ? removedBefore(limit, room, reader, removed, after, "&before=" + oldest)
                            : Future.failedFuture("the log does not say that anybody was removed");
                });
    }

    /** The sequence of the newest event. */
    Future<Long> head(Duration limit, String room, Person reader) {
        return insist(limit, gateway -> reader.token().compose(token -> rest().ask(gateway, get(room, "", token))))
                .map(reply -> reply.json().getLong("head", 0L));
    }

    /** Reads all of a room's log to the judge. */
    Future<Void> read(Duration limit, String room, Person reader) {
        return readAfter(limit, room, reader, 0);
    }

    private Future<Void> readAfter(Duration limit, String room, Person reader, long after) {
        String query = "/events?after=" + after + "&limit=" + PAGE;
        return insist(limit, gateway -> reader.token().compose(token -> rest().ask(gateway, get(room, query, token))))
                .compose(reply -> {
                    long last = after;
                    for (String event : reply.items("items")) {
                        JsonObject json = new JsonObject(event);
                        Stored stored = stored(json, event);
                        run.judge().logged(room, stored);
                        last = stored.sequence();
                        if (json.getString("type", "").equals("INVITE")) {
                            run.judge().invited(room, json.getString("targetId", ""), last);
                        }
                    }
                    JsonObject page = reply.json();
                    if (page.getBoolean("hasMore", false) && last > after) {
                        return readAfter(limit, room, reader, last);
                    }
                    run.judge().logEnds(room, page.getLong("head", 0L));
                    return Future.succeededFuture();
                });
    }

    private static Stored stored(JsonObject json, String event) {
        return new Stored(
                json.getLong("seq", 0L),
                json.getString("writerId", ""),
                Optional.ofNullable(json.getString("clientMessageId")),
                json.getString("message", ""),
                event);
    }

    private static Call get(String room, String rest, String token) {
        return Call.get(ROOMS + "/" + room + rest, token);
    }

    private Rest rest() {
        return run.doors().rest();
    }
}
