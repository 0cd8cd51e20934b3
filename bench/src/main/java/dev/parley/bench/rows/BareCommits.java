package dev.parley.bench.rows;

import dev.parley.bench.load.Latency;
import dev.parley.bench.server.ProcessUsage;
import dev.parley.platform.sql.Change;
import dev.parley.platform.sql.Database;
import dev.parley.platform.sql.DatabaseOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * What a database takes at best: batches of events and the heads of their rooms, committed by the driver that Parley uses,
 * and nothing else. Blocks; for one thread.
 */
final class BareCommits implements AutoCloseable {
    private static final int OPEN_SECONDS = 60;
    private static final String ADD_ROOM = """
            INSERT INTO chat_rooms (id, name, visibility, topic, epoch, head, members, created_at, search)
            VALUES (#{id}, #{id}, 'PUBLIC', '', #{epoch}, 0, 0, 0, #{id})
            """;
    private static final String ADD_EVENT = """
            INSERT INTO chat_events (room_id, epoch, seq, id, type, author_id, client_message_id, sent_at, body)
            VALUES (#{room_id}, #{epoch}, #{seq}, #{id}, 'CHAT', #{author_id}, NULL, 0, #{body})
            """;
    private static final String ADVANCE_ROOM =
            "UPDATE chat_rooms SET head = #{head}, members = 1 WHERE id = #{id} AND epoch = #{epoch}";
    private static final int AUTHORS = 100;
    /** As long as those of Parley, of which the unique keys are made. */
    private static final String ID = "0197%04d-7c1e-7abc-8def-0123456789ab";

    private static final String EPOCH = String.format(Locale.ROOT, ID, 0);
    private static final String BODY = "{\"message\":\"" + "x".repeat(500) + "\"}";
    private static final double NANOS = 1e9;
    private static final int NANOS_A_MICRO = 1000;
    private static final int DIGITS = 3;

    private final Vertx vertx;
    private final Database database;
    private final List<String> authors = IntStream.range(0, AUTHORS)
            .mapToObj(author -> String.format(Locale.ROOT, ID, author))
            .toList();
    private final int rooms;
    private final int batch;
    private long committed;

    private BareCommits(Vertx vertx, Database database, int rooms, int batch) {
        this.vertx = vertx;
        this.database = database;
        this.rooms = rooms;
        this.batch = batch;
    }

    /** Makes the tables, and the rooms. */
    static BareCommits open(DatabaseOptions options, int rooms, int batch) {
        Vertx vertx = Vertx.vertx();
        Database database = await(Database.open(vertx, options, "db/chat"));
        BareCommits commits = new BareCommits(vertx, database, rooms, batch);
        List<Map<String, Object>> all = LongStream.range(0, rooms)
                .mapToObj(room -> Map.<String, Object>of("id", commits.room(room), "epoch", EPOCH))
                .toList();
        await(database.write(List.of(new Change(ADD_ROOM, all))));
        return commits;
    }

    /** Events that are committed a second, over so long. */
    double perSecond(Duration time) {
        long before = committed;
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            commit();
        }
        return (committed - before) / ((System.nanoTime() - start) / NANOS);
    }

    /**
     * Batches that come at this pace, on SQLite: counts events, the time from when a batch was due to its commit, and the CPU
     * time of SQLite's threads alone, not that of who hands a batch to them.
     */
    Measured paced(String work, double batchesPerSecond, Duration time) {
        long pid = ProcessHandle.current().pid();
        Histogram micros = new Histogram(DIGITS);
        Duration cpuBefore = ProcessUsage.sqliteCpu(pid);
        long before = committed;
        long start = System.nanoTime();
        for (long due = start; due - start < time.toNanos(); due += (long) (NANOS / batchesPerSecond)) {
            Stage.pause(Duration.ofNanos(due - System.nanoTime()));
            commit();
            micros.recordValue((System.nanoTime() - due) / NANOS_A_MICRO);
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        double cpu = ProcessUsage.sqliteCpu(pid).minus(cpuBefore).toNanos() / NANOS;
        return new Measured(work, "commits", seconds, committed - before, cpu, 0, Latency.ofMicros(micros));
    }

    private void commit() {
        List<Map<String, Object>> events = new ArrayList<>(batch);
        for (long i = committed; i < committed + batch; i++) {
            events.add(Map.of(
                    "room_id",
                    room(i),
                    "epoch",
                    EPOCH,
                    "seq",
                    i + 1,
                    "id",
                    UUID.randomUUID().toString(),
                    "author_id",
                    authors.get((int) (i % AUTHORS)),
                    "body",
                    BODY));
        }
        List<Map<String, Object>> heads = new ArrayList<>();
        for (long i = committed; i < committed + Math.min(rooms, batch); i++) {
            heads.add(Map.of("head", committed + batch, "id", room(i), "epoch", EPOCH));
        }
        await(database.write(List.of(new Change(ADD_EVENT, events), new Change(ADVANCE_ROOM, heads))));
        committed += batch;
    }

    private String room(long number) {
        return "bare-" + number % rooms;
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the database does not take it", e);
        }
    }

    @Override
    public void close() {
        await(database.close());
        await(vertx.close());
    }
}
