package dev.parley.standalone;

import dev.parley.auth.AuthService;
import dev.parley.chat.ChatService;
import dev.parley.contracts.chat.RoomAdvanced;
import dev.parley.contracts.chat.ShardTaken;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.GatewayService;
import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceProcess;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.platform.config.Settings;
import dev.parley.presence.PresenceService;
import dev.parley.testkit.OneAddress;
import dev.parley.testkit.Ports;
import dev.parley.testkit.script.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** All of Parley in the test's own process, with a bus that may lose what is sent over it. */
@SuppressWarnings("NullAway.Init") // the chat service is set when it starts
public final class Parley implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();
    private final Gateway gateway = new Gateway("127.0.0.1", Ports.free(), Ports.free());
    private final AtomicInteger lost = new AtomicInteger();
    private final MovableChat chat = new MovableChat();
    private final ServiceProcess process;
    private volatile Set<Class<?>> losing = Set.of();
    private volatile Consumer<Object> ear = body -> {};

    /** The chat service, which may be made to go and come back as one that knows nobody. */
    private static final class MovableChat implements Service {
        private volatile ServiceRuntime runtime;
        private volatile Running running;

        @Override
        public String name() {
            return "chat";
        }

        @Override
        public Future<Running> start(ServiceRuntime given) {
            runtime = given;
            return begin().map(started -> () -> running.stop());
        }

        Future<Running> begin() {
            return new ChatService().start(runtime).onSuccess(started -> running = started);
        }
    }

    Parley(Path folder) {
        this(folder, Map.of());
    }

    /** @param more settings beside those that every test needs */
    public Parley(Path folder, Map<String, String> more) {
        vertx.eventBus().addOutboundInterceptor(this::passOrLose);
        Map<String, String> settings = new HashMap<>(OneAddress.SETTINGS);
        settings.putAll(more);
        settings.put("PARLEY_DATA_DIR", folder.toString());
        settings.put("PARLEY_CHAT_SHARDS", "1");
        settings.put("PARLEY_PRESENCE_SHARDS", "1");
        settings.putIfAbsent("PARLEY_ROOMS_OPEN", "true");
        settings.put("PARLEY_DRAIN_WAIT_SECONDS", "0");
        settings.put("PARLEY_MANAGEMENT_HOST", "127.0.0.1");
        settings.put("PARLEY_MANAGEMENT_PORT", "0");
        settings.put("PARLEY_EVENT_LOOPS", "2");
        settings.put("PARLEY_HTTP_HOST", gateway.host());
        settings.put("PARLEY_HTTP_PORT", Integer.toString(gateway.httpPort()));
        settings.put("PARLEY_STOMP_TCP_HOST", gateway.host());
        settings.put("PARLEY_STOMP_TCP_PORT", Integer.toString(gateway.tcpPort()));
        process = await(ServiceProcess.start(
                new LocalBackbone(vertx, new NodeId("one", "first")),
                Settings.load(settings),
                List.of(new AuthService(), chat, new PresenceService(), new GatewayService())));
    }

    private void passOrLose(DeliveryContext<Object> delivery) {
        ear.accept(delivery.body());
        if (losing.contains(delivery.body().getClass())) {
            lost.incrementAndGet();
        } else {
            delivery.next();
        }
    }

    /** Each message that goes over the bus from now on, on the thread that sends it. */
    public void listen(Consumer<Object> listener) {
        ear = listener;
    }

    public Gateway gateway() {
        return gateway;
    }

    /** From now on nothing that the chat service announces arrives. */
    void loseAnnouncements() {
        lose(RoomAdvanced.class, ShardTaken.class);
    }

    /** From now on no message of these kinds arrives. */
    void lose(Class<?>... kinds) {
        losing = Set.of(kinds);
    }

    void loseNoMore() {
        losing = Set.of();
    }

    /** How many messages did not arrive. */
    int lost() {
        return lost.get();
    }

    /** The shard gets another owner. */
    void moveTheShard() {
        await(chat.running.stop().compose(gone -> chat.begin()));
    }

    @Override
    public void close() {
        await(process.stop());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
