package dev.parley.gateway.feed;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages of logs for the cursors that are behind: so many are read at a time, one for all who want the same, and none is
 * kept. So thousands that catch up at once cost no more memory than a few. One event loop.
 */
final class LogPages {
    private final int atOnce;
    private final Map<Wanted, Promise<List<FeedEvent>>> wanted = new HashMap<>();
    private final Deque<Wanted> waiting = new ArrayDeque<>();
    private int reading;

    private record Wanted(RoomFeed feed, long after) {}

    LogPages(int atOnce) {
        this.atOnce = atOnce;
    }

    /** The events of a feed's log after a sequence, when it is their turn; as many as a page has. */
    Future<List<FeedEvent>> read(RoomFeed feed, long after) {
        Wanted page = new Wanted(feed, after);
        Promise<List<FeedEvent>> known = wanted.get(page);
        if (known != null) {
            return known.future();
        }
        Promise<List<FeedEvent>> promise = Promise.promise();
        wanted.put(page, promise);
        waiting.add(page);
        next();
        return promise.future();
    }

    private void next() {
        while (reading < atOnce && !waiting.isEmpty()) {
            reading++;
            Wanted page = waiting.remove();
            page.feed().history(page.after()).onComplete(read -> {
                reading--;
                Promise<List<FeedEvent>> promise = wanted.remove(page);
                if (promise != null) {
                    promise.handle(read);
                }
                next();
            });
        }
    }
}
