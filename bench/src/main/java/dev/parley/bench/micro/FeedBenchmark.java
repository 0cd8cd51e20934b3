package dev.parley.bench.micro;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Subscribed;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.feed.FeedEvent;
import dev.parley.gateway.feed.FeedOptions;
import dev.parley.gateway.feed.Interest;
import dev.parley.gateway.feed.Reader;
import dev.parley.gateway.feed.Removal;
import dev.parley.gateway.feed.RoomFeeds;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Commits of a hundred events, from their announcement to the frame at each cursor; an event is what is counted. The
 * readers take a frame's bytes and drop them: what a socket costs is not in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FeedBenchmark {
    private static final int COMMIT = 100;
    private static final String DESTINATION = "/subscribe/chat/room/" + Samples.ROOM;

    /** Cursors of the room. */
    @Param({"1", "10", "1000"})
    public int cursors;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Semaphore delivered = new Semaphore(0);
    private final Future<RoomFeeds> feeds = loop(this::feeds);
    private long next = 1;
    private long bytes;

    private final class Counting implements Reader {
        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void deliver(FeedEvent event, boolean replay) {
            bytes += event.frame(StompVersion.V1_2, DESTINATION, "sub-0", "", replay)
                    .length();
            if (event.sequence() % COMMIT == 0) {
                delivered.release();
            }
        }

        @Override
        public void onRemoved(Removal removal) {}

        @Override
        public void onLogReplaced() {}
    }

    /** Subscribes them. */
    @Setup(Level.Trial)
    public void subscribe() {
        Actor reader = new Actor(new UserId("reader"), "reader", "Reader", Set.of());
        for (int i = 0; i < cursors; i++) {
            Benchmarks.await(feeds.compose(all ->
                    loop(() -> all.open(Samples.ROOM, reader)).map(opening -> opening.start(new Counting(), 1))));
        }
    }

    private Future<RoomFeeds> feeds() {
        Bus bus = new Bus(vertx, new Addresses(1, 1), Duration.ofSeconds(5));
        FeedOptions options = new FeedOptions(256, 10, 100, 8, 4 << 20, Duration.ofSeconds(8));
        Interest interest = new Interest(vertx, loop, bus, new NodeId("bench", "1"), options);
        CommandTable owner = new CommandTable()
                .on(
                        SubscribeRoom.class,
                        asked -> Future.succeededFuture(new Subscribed(new Position(Samples.EPOCH, 0), 1)));
        return bus.serve(Addresses.chatShard(0), owner)
                .map(served -> new RoomFeeds(new EdgeBus(bus), interest, new Wheel(), options));
    }

    private <T> Future<T> loop(java.util.function.Supplier<Future<T>> work) {
        return Benchmarks.on(loop, work);
    }

    /** The baseline: as many additions of a length as there are deliveries. */
    @Benchmark
    @OperationsPerInvocation(COMMIT)
    public long count() {
        byte[] body = Samples.body();
        for (int i = 0; i < COMMIT * cursors; i++) {
            bytes += body.length;
        }
        return bytes;
    }

    /** Announces, and waits until every cursor has the last event. */
    @Benchmark
    @OperationsPerInvocation(COMMIT)
    public long publish() {
        feeds.result().onAdvanced(Samples.ROOM, Samples.EPOCH, Samples.events(next, COMMIT));
        next += COMMIT;
        delivered.acquireUninterruptibly(cursors);
        return bytes;
    }

    /** Ends the event loops. */
    @TearDown
    public void close() {
        Benchmarks.await(vertx.close());
    }
}
