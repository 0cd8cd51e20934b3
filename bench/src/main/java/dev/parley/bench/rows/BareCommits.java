package dev.parley.bench.rows;

import dev.parley.platform.sql.Database;
import dev.parley.platform.sql.DatabaseOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a database takes at best: batches of events and the heads of their rooms, committed one right after the other by
 * the driver that Parley uses, and nothing else. Blocks; for one thread.
 */
final class BareCommits implements AutoCloseable {
    private static final int OPEN_SECONDS = 60;
    private static final String BODY = "{\"message\":\"" + "x".repeat(500) + "\"}";
    private static final double NANOS = 1e9;

    private final Vertx vertx;
    private final Database database;
    private final String addEvent;
    private final String advanceRoom;
    private final int rooms;
    private final int batch;
    private long committed;

    private BareCommits(Vertx vertx, Database database, DatabaseOptions options, int rooms, int batch) {
        this.vertx = vertx;
        this.database = database;
        this.rooms = rooms;
        this.batch = batch;
        boolean numbered = options.url().startsWith("postgresql:");
        this.addEvent = places(
                "INSERT INTO chat_events (room_id, epoch, seq, id, type, author_id, client_message_id, sent_at, body)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                numbered);
        this.advanceRoom = places("UPDATE chat_rooms SET head = ?, members = ? WHERE id = ? AND epoch = ?", numbered);
    }

    /** Makes the tables, and the rooms. */
    static BareCommits open(DatabaseOptions options, int rooms, int batch) {
        Vertx vertx = Vertx.vertx();
        Database database = await(Database.open(vertx, options, "db/chat"));
        BareCommits commits = new BareCommits(vertx, database, options, rooms, batch);
        await(database.transaction(commits::addRooms));
        return commits;
    }

    private Future<Void> addRooms(SqlConnection connection) {
        boolean numbered = addEvent.contains("$1");
        List<Tuple> all = new ArrayList<>();
        for (int room = 0; room < rooms; room++) {
            all.add(Tuple.of(room(room), room(room), "PUBLIC", "", "e", 0L, 0L, 0L, room(room)));
        }
        return connection
                .preparedQuery(places(
                        "INSERT INTO chat_rooms (id, name, visibility, topic, epoch, head, members, created_at, search)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        numbered))
                .executeBatch(all)
                .mapEmpty();
    }

    /** Events that are committed a second, over so long. */
    double perSecond(Duration time) {
        long before = committed;
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            await(database.transaction(this::commit));
            committed += batch;
        }
        return (committed - before) / ((System.nanoTime() - start) / NANOS);
    }

    private Future<Void> commit(SqlConnection connection) {
        List<Tuple> events = new ArrayList<>(batch);
        for (long i = committed; i < committed + batch; i++) {
            String id = UUID.randomUUID().toString();
            events.add(Tuple.of(room(i), "e", i + 1, id, "CHAT", "author", null, System.currentTimeMillis(), BODY));
        }
        List<Tuple> heads = new ArrayList<>();
        for (int room = 0; room < Math.min(rooms, batch); room++) {
            heads.add(Tuple.of(committed + batch, 1L, room(room), "e"));
        }
        return connection
                .preparedQuery(addEvent)
                .executeBatch(events)
                .compose(added -> connection.preparedQuery(advanceRoom).executeBatch(heads))
                .mapEmpty();
    }

    private String room(long number) {
        return "bare-" + number % rooms;
    }

    /** PostgreSQL numbers the places for values. */
    private static String places(String sql, boolean numbered) {
        StringBuilder text = new StringBuilder(sql);
        int places = 1;
        for (int at = text.indexOf("?"); numbered && at >= 0; at = text.indexOf("?")) {
            text.replace(at, at + 1, "$" + places++);
        }
        return text.toString();
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
