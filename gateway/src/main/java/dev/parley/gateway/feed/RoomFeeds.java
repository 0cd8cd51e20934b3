package dev.parley.gateway.feed;

import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Replay;
import dev.parley.contracts.chat.Subscribed;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.session.Wheel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The feeds of one event loop. For that loop only, but for {@link #onAdvanced} and {@link #onHead}, which hop to it. */
public final class RoomFeeds implements Interest.Listener {
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Context loop;
    private final EdgeBus bus;
    private final Interest interest;
    private final Wheel wheel;
    private final FeedOptions options;
    private final LogPages pages;
    private final FrameCache frames;
    private final Map<RoomId, RoomFeed> feeds = new HashMap<>();

    /** Call on the event loop that it is for. */
    public RoomFeeds(EdgeBus bus, Interest interest, Wheel wheel, FeedOptions options) {
        this.loop = bus.context();
        this.bus = bus;
        this.interest = interest;
        this.wheel = wheel;
        this.options = options;
        this.pages = new LogPages(options.reads());
        this.frames = new FrameCache(options.frameBytes());
    }

    /** A subscription that the room's owner has allowed: where the log stood, and the way to start reading. */
    public static final class Opening {
        private final RoomFeed feed;
        private final Subscribed subscribed;
        private final UserId person;

        private Opening(RoomFeed feed, Subscribed subscribed, UserId person) {
            this.feed = feed;
            this.subscribed = subscribed;
            this.person = person;
        }

        /** The room: one object for all who hear it. */
        public RoomId room() {
            return feed.room();
        }

        public Position head() {
            return subscribed.head();
        }

        /** The oldest event that history still has. */
        public long first() {
            return subscribed.first();
        }

        /** Where the durable name stands that was asked for; null where it is new. */
        public @Nullable Position marker() {
            return subscribed.marker();
        }

        /**
         * Begins: to be called once, at once; then {@link Cursor#advance}.
         *
         * @param next the first sequence to deliver
         */
        public Cursor start(Reader reader, long next) {
            return feed.opened(reader, person, next, subscribed.head());
        }

        /** For who hears something else of the room than its log: to be called once, at once, instead of {@link #start}. */
        public Hearing watch(Hearing.Listener listener) {
            return feed.opened(listener, person, subscribed.head());
        }

        /** The reader is gone before it began: to be called once, instead of {@link #start}. */
        public void abandon() {
            feed.notOpened();
        }
    }

    /** Asks the room's owner; fails with its refusal. Live from the moment that the owner pins the head. */
    public Future<Opening> open(RoomId room, Actor actor) {
        return open(room, actor, null);
    }

    /**
     * The same.
     *
     * @param replay what is wanted of the log as it stands, or null for nothing
     */
    public Future<Opening> open(RoomId room, Actor actor, @Nullable Replay replay) {
        if (feeds.size() >= options.rooms() && !feeds.containsKey(room)) {
            return Future.failedFuture(new Refusal(
                    ErrorCode.UNAVAILABLE, "this gateway hears as many rooms as it may", Duration.ofSeconds(5)));
        }
        RoomFeed feed = feeds.computeIfAbsent(room, id -> new RoomFeed(id, this, bus, options));
        feed.opening();
        return bus.here(interest.subscribe(room, actor, replay, this))
                .map(subscribed -> new Opening(feed, subscribed, actor.id()))
                .onFailure(refused -> feed.notOpened());
    }

    @Override
    public void onAdvanced(RoomId room, Epoch epoch, List<LoggedEvent> events) {
        loop.runOnContext(ignored -> {
            RoomFeed feed = feeds.get(room);
            if (feed != null) {
                feed.onAdvanced(epoch, events);
            }
        });
    }

    @Override
    public void onHead(RoomId room, Position head) {
        loop.runOnContext(ignored -> {
            RoomFeed feed = feeds.get(room);
            if (feed != null) {
                feed.learn(head);
            }
        });
    }

    void forgetIfUnused(RoomFeed feed) {
        if (feed.isUnused() && feeds.remove(feed.room(), feed)) {
            interest.release(feed.room(), this);
        }
    }

    FrameCache frames() {
        return frames;
    }

    LogPages pages() {
        return pages;
    }

    void soon(Runnable task) {
        loop.runOnContext(ignored -> task.run());
    }

    void later(Runnable task) {
        wheel.after(RETRY, task);
    }
}
