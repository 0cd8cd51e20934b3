package dev.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.cluster.HandOver;
import dev.parley.contracts.cluster.HandedOver;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.PresenceChanged;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.SessionChange;
import dev.parley.contracts.presence.SetTyping;
import dev.parley.contracts.presence.TypingChanged;
import dev.parley.contracts.presence.WhoIsHere;
import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.platform.config.Settings;
import dev.parley.platform.health.Health;
import dev.parley.platform.metrics.Meters;
import dev.parley.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceServiceIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final Person ALICE = new Person(new UserId("id-alice"), "alice", "Alice");
    private static final NodeId GATEWAY = new NodeId("g1", "a");

    private final MovingBackbone backbone = new MovingBackbone(Vertx.vertx());
    private final Bus bus = new Bus(backbone.vertx(), new Addresses(1, 4), Duration.ofSeconds(2));
    private final int shard = bus.addresses().presenceShardOf(LOBBY);
    private final Meters meters = new Meters();
    private final List<PresenceEvent> told = new CopyOnWriteArrayList<>();
    private Service.Running running = Future::succeededFuture;

    @BeforeEach
    void thePresenceServiceRunsAndAGatewayListens() throws Exception {
        Settings settings = Settings.load(Map.of(
                "PARLEY_PRESENCE_LEASE_MILLIS", "1500",
                "PARLEY_PRESENCE_MERGE_MILLIS", "40",
                "PARLEY_PRESENCE_TYPING_MILLIS", "500"));
        running = done(new PresenceService().start(new ServiceRuntime(backbone, bus, settings, new Health(), meters)));
        done(bus.serve(
                Addresses.host("presence", MovingBackbone.ELSEWHERE),
                new CommandTable().on(HandOver.class, asks -> Future.succeededFuture(new HandedOver()))));
        CommandTable table =
                new CommandTable().hear(PresenceChanged.class, told::add).hear(TypingChanged.class, told::add);
        done(bus.serve(Addresses.gateway(GATEWAY), table));
    }

    @AfterEach
    void close() throws Exception {
        done(backbone.close());
        meters.close();
    }

    @Test
    void aPersonComesTypesAndIsGoneWithTheLease() throws Exception {
        NodeId other = new NodeId("g2", "a");
        ask(new RenewLease(shard, other, 0, 1, List.of(here("s1"))));
        ask(new RenewLease(shard, GATEWAY, 0, 1, List.of(watch())));
        ask(new SetTyping(shard, LOBBY, ALICE, true));

        RoomPresence presence = ask(new WhoIsHere(shard, LOBBY));

        assertThat(presence.people()).extracting(PersonState::who).containsExactly(ALICE);
        assertThat(presence.typing()).containsExactly(ALICE);
        Eventually.within(SOON, () -> {
            renewWatching();
            assertThat(told).hasSize(4);
        });
        assertThat(told.get(0)).isEqualTo(new TypingChanged(LOBBY, ALICE, true));
        assertThat(told.get(1)).matches(event -> changes(event).get(0).online());
        assertThat(told.get(2)).isEqualTo(new TypingChanged(LOBBY, ALICE, false));
        assertThat(told.get(3)).matches(event -> !changes(event).get(0).online());
    }

    @Test
    void aShardThatMovesAwayForgetsEverythingAndAsksForItAgain() throws Exception {
        ask(new RenewLease(shard, GATEWAY, 0, 1, List.of(watch(), here("s1"))));
        RoomPresence before = ask(new WhoIsHere(shard, LOBBY));

        backbone.shardsGoAway();
        Eventually.within(
                SOON, () -> assertThat(refusalOf(new WhoIsHere(shard, LOBBY))).isEqualTo(ErrorCode.UNAVAILABLE));
        backbone.shardsComeBack();

        assertThat(ask(new RenewLease(shard, GATEWAY, 1, 2, List.of())).known()).isZero();
        RoomPresence after = ask(new WhoIsHere(shard, LOBBY));
        assertThat(after.online()).isZero();
        assertThat(after.version()).isGreaterThan(before.version());
    }

    @Test
    void aRefusalReachesTheGateway() throws Exception {
        SessionChange nobody = new SessionChange(LOBBY, null, null, SessionChange.Kind.HERE);

        assertThat(refusalOf(new RenewLease(shard, GATEWAY, 0, 1, List.of(nobody))))
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void theMetersShowLeasesSessionsAndRooms() throws Exception {
        ask(new RenewLease(shard, GATEWAY, 0, 1, List.of(watch(), here("s1"), here("s2"))));

        Eventually.within(
                SOON,
                () -> assertThat(meters.scrape())
                        .contains("parley_presence_leases 1.0")
                        .contains("parley_presence_sessions 2.0")
                        .contains("parley_presence_rooms_watched 1.0")
                        .contains("parley_presence_ignored 0.0"));
    }

    @Test
    void aStoppedServiceServesNothing() throws Exception {
        done(running.stop());

        assertThat(refusalOf(new WhoIsHere(shard, LOBBY))).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    /** The watcher goes on as a gateway does: with an empty report on what it said first. */
    private void renewWatching() throws Exception {
        ask(new RenewLease(shard, GATEWAY, 1, 1, List.of()));
    }

    private <R extends Reply> R ask(Command<R> command) throws Exception {
        return done(bus.ask(command));
    }

    /** Fails when the command is answered. */
    private ErrorCode refusalOf(Command<?> command) throws Exception {
        return done(bus.ask(command).transform(result -> {
            assertThat(result.failed()).as("refused").isTrue();
            return Future.succeededFuture(Refusal.of(result.cause()).code());
        }));
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static List<PersonState> changes(PresenceEvent event) {
        return ((PresenceChanged) event).changes();
    }

    private static SessionChange here(String session) {
        return new SessionChange(LOBBY, new SessionId(session), ALICE, SessionChange.Kind.HERE);
    }

    private static SessionChange watch() {
        return new SessionChange(LOBBY, null, null, SessionChange.Kind.WATCH);
    }
}
