package dev.parley.chat;

import dev.parley.chat.app.EraseWriterUseCase;
import dev.parley.chat.app.Markers;
import dev.parley.chat.bus.BusAnnouncer;
import dev.parley.chat.domain.Moment;
import dev.parley.chat.domain.Room;
import dev.parley.chat.shard.ChatMeters;
import dev.parley.chat.shard.Retelling;
import dev.parley.chat.shard.Shard;
import dev.parley.chat.store.sql.SqlMarkerStore;
import dev.parley.chat.store.sql.SqlMessageLog;
import dev.parley.chat.store.sql.SqlRoomStore;
import dev.parley.chat.store.sql.SqlTraceStore;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.RoomId;
import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.platform.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Rooms and their logs, as a service of a process. */
public final class ChatService implements Service {
    static final String NAME = "chat";

    private static final String MIGRATIONS = "db/chat";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Future<Running> start(ServiceRuntime runtime) {
        ChatConfig config = ChatConfig.of(runtime.settings());
        return Database.open(runtime.backbone().vertx(), config.database(), MIGRATIONS)
                .compose(database -> serve(runtime, config, database)
                        .recover(failure -> database.close().transform(closed -> Future.failedFuture(failure))));
    }

    private static Future<Running> serve(ServiceRuntime runtime, ChatConfig config, Database database) {
        InstantSource clock = InstantSource.system();
        Vertx vertx = runtime.backbone().vertx();
        SqlRoomStore rooms = new SqlRoomStore(database);
        SqlMarkerStore markers = new SqlMarkerStore(database);
        Shard.Parts parts = new Shard.Parts(
                rooms,
                config.shard().sequencer().turns(),
                new SqlMessageLog(database),
                new BusAnnouncer(runtime.bus()),
                new ChatMeters(runtime.meters().registry()),
                clock,
                System::nanoTime,
                time -> vertx.timer(time.toNanos(), TimeUnit.NANOSECONDS).mapEmpty());
        ChatVerticle verticle = new ChatVerticle(
                runtime.backbone(),
                runtime.bus(),
                config,
                parts,
                new Markers(markers, clock, config.markers()),
                new EraseWriterUseCase(
                        new SqlTraceStore(database),
                        markers,
                        new Retelling(config.rules().phrases()),
                        runtime.bus()::ask,
                        config.erasePage()));
        return rooms.seed(lobby(clock))
                .compose(seeded -> vertx.deployVerticle(verticle))
                .map(deployed -> {
                    runtime.health().register("chat-database", database::check);
                    return () -> vertx.undeploy(deployed).eventually(database::close);
                });
    }

    /** The room of a fresh installation. */
    private static Room lobby(InstantSource clock) {
        Moment now = new Moment(clock.instant(), new Epoch(UUID.randomUUID().toString()));
        return Room.fresh(new RoomId("lobby"), "Lobby", Visibility.PUBLIC, "", now);
    }
}
