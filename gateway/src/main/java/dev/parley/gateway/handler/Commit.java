package dev.parley.gateway.handler;

import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.PostMessages;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.session.Session;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The frames of one transaction taking effect, in units: all the messages to one room are one, every other frame is one.
 * Units follow each other in the order in which they are first mentioned, and the first that is refused is the last.
 */
final class Commit {
    private final Session session;
    private final EdgeBus bus;
    private final List<Frame> frames = new ArrayList<>();
    private final List<List<Step>> units = new ArrayList<>();
    private final Map<RoomId, List<Step>> ofRooms = new HashMap<>();

    /** What the RECEIPT says of each frame that has taken effect, by its place. */
    private final Map<Integer, Map<String, String>> outcomes = new TreeMap<>();

    private record Step(int place, Effect effect) {}

    Commit(Session session, EdgeBus bus) {
        this.session = session;
        this.bus = bus;
    }

    /** Does one thing. */
    static Future<Map<String, String>> run(Effect effect, EdgeBus bus) {
        if (effect instanceof Effect.Post post) {
            return bus.ask(post.message())
                    .map(posted -> Receipts.of(post.message().room(), posted));
        }
        return ((Effect.Single) effect).run().get();
    }

    /** Adds what a frame does, behind those before. */
    void add(Frame frame, Effect effect) {
        List<Step> unit = effect instanceof Effect.Post post
                ? ofRooms.computeIfAbsent(post.message().room(), first -> newUnit())
                : newUnit();
        unit.add(new Step(frames.size(), effect));
        frames.add(frame);
    }

    /** Does it all; then answers what has taken effect, in the order sent, also where a unit was refused. */
    Future<Map<String, String>> run() {
        Future<Void> done = Future.succeededFuture();
        for (List<Step> unit : units) {
            done = done.compose(before -> take(unit));
        }
        return done.transform(ended -> {
            outcomes.forEach((place, outcome) -> session.receipt(frames.get(place), outcome));
            return ended.succeeded() ? Future.succeededFuture(Map.of()) : Future.failedFuture(ended.cause());
        });
    }

    /** Nothing takes effect once the connection has ended. */
    private Future<Void> take(List<Step> unit) {
        if (!session.isOpen()) {
            return Future.failedFuture(Refusal.unavailable("the connection has ended"));
        }
        return run(unit).map(answers -> {
            for (int i = 0; i < answers.size(); i++) {
                outcomes.put(unit.get(i).place(), answers.get(i));
            }
            return null;
        });
    }

    private Future<List<Map<String, String>>> run(List<Step> unit) {
        if (unit.size() == 1) {
            return run(unit.get(0).effect(), bus).map(List::of);
        }
        PostMessages messages =
                new PostMessages(unit.stream().map(Commit::message).toList());
        return bus.ask(messages)
                .map(all -> all.posted().stream()
                        .map(posted -> Receipts.of(messages.room(), posted))
                        .toList());
    }

    private List<Step> newUnit() {
        List<Step> unit = new ArrayList<>(1);
        units.add(unit);
        return unit;
    }

    /** Only messages share a unit. */
    private static PostMessage message(Step step) {
        return ((Effect.Post) step.effect()).message();
    }
}
