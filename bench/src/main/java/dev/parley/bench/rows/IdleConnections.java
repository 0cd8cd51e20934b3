package dev.parley.bench.rows;

import dev.parley.bench.load.ChatLoad;
import dev.parley.bench.server.Server;
import java.time.Duration;
import java.util.List;

/** People who are connected, subscribed to a room of ten, and silent: what each of them holds of a server's memory. */
public final class IdleConnections implements Row {
    private static final int READERS = 10;
    private static final int WARM_ROOMS = 20;
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final double KB = 1024;

    /** In KB for each connection. */
    private record Held(double resident, double live) {}

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public List<Result> run(Stage stage) {
        int rooms = Math.max(1, stage.plan().idle() / READERS);
        String work = rooms * READERS + " idle connections, each: ";
        Held bare;
        try (Server netty = stage.newNetty()) {
            bare = measure(stage, netty, rooms);
        }
        try (Server fresh = stage.newParley()) {
            Held parley = measure(stage, fresh, rooms);
            return List.of(
                    Result.absolute(work + "RSS", "KB", bare.resident(), parley.resident(), Target.atMost(12)),
                    Result.absolute(work + "live heap", "KB", bare.live(), parley.live(), Target.atMost(6)));
        }
    }

    private static Held measure(Stage stage, Server server, int rooms) {
        open(stage, server, WARM_ROOMS).close();
        Stage.pause(SETTLE);
        Server.Memory before = server.memory();
        try (ChatLoad idle = open(stage, server, rooms)) {
            Stage.pause(SETTLE);
            Server.Memory after = server.memory();
            Stage.requireNone(idle.losses());
            double connections = rooms * (double) READERS;
            return new Held(
                    (after.resident() - before.resident()) / connections / KB,
                    (after.liveHeap() - before.liveHeap()) / connections / KB);
        }
    }

    private static ChatLoad open(Stage stage, Server server, int rooms) {
        return ChatLoad.open(server.port(), stage.newName(), new ChatLoad.Shape(rooms, READERS, 0, 0, 256));
    }
}
