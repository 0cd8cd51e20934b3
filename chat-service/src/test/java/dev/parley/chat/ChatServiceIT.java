package dev.parley.chat;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.GATEWAY;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.createRoom;
import static dev.parley.chat.Vocabulary.join;
import static dev.parley.chat.Vocabulary.post;
import static dev.parley.chat.Vocabulary.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.chat.BanPerson;
import dev.parley.contracts.chat.ChangeRoom;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.ListMembers;
import dev.parley.contracts.chat.ListRooms;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.Member;
import dev.parley.contracts.chat.PostMessages;
import dev.parley.contracts.chat.Posted;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.RenewInterest;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.RoomAdvanced;
import dev.parley.contracts.chat.RoomHead;
import dev.parley.contracts.chat.RoomView;
import dev.parley.contracts.chat.ShardTaken;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.UnbanPerson;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;
import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceProcess;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.platform.config.Settings;
import dev.parley.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service on a local bus, with a SQLite file. */
@SuppressWarnings("NullAway.Init") // set by JUnit and by start()
class ChatServiceIT {
    private static final int SHARDS = 4;

    @TempDir
    private Path folder;

    private ServiceProcess process;
    private Bus bus;

    private final Set<Integer> shardsTaken = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<RoomAdvanced> announced = new ConcurrentLinkedQueue<>();

    /** Stands for a gateway: gives the test the bus, and keeps what is announced. */
    private final class Gateway implements Service {
        @Override
        public String name() {
            return "gateway";
        }

        @Override
        public Future<Running> start(ServiceRuntime runtime) {
            bus = runtime.bus();
            return bus.serve(Addresses.gateway(GATEWAY), new CommandTable().hear(RoomAdvanced.class, announced::add))
                    .compose(served -> bus.serve(
                            Addresses.GATEWAYS,
                            new CommandTable().hear(ShardTaken.class, taken -> shardsTaken.add(taken.shard()))))
                    .map(served -> Future::succeededFuture);
        }
    }

    @BeforeEach
    void start() {
        Settings settings = Settings.load(Map.of(
                "PARLEY_DATABASE_URL",
                "sqlite:" + folder.resolve("chat.db"),
                "PARLEY_CHAT_SHARDS",
                String.valueOf(SHARDS),
                "PARLEY_MANAGEMENT_HOST",
                "127.0.0.1",
                "PARLEY_MANAGEMENT_PORT",
                "0"));
        process = await(ServiceProcess.start(
                new LocalBackbone(Vertx.vertx(), new dev.parley.contracts.model.NodeId("chat-0", "first")),
                settings,
                List.of(new Gateway(), new ChatService())));
    }

    @AfterEach
    void stop() {
        await(process.stop());
    }

    private HistoryPage history(RoomId room) {
        return await(bus.ask(new ReadHistory(room, ALICE, 0L, null, 500)));
    }

    @Test
    void everyShardIsTakenAndSaysSo() {
        Eventually.within(Duration.ofSeconds(5), () -> assertThat(shardsTaken).containsExactlyInAnyOrder(0, 1, 2, 3));
    }

    @Test
    void aFreshInstallationHasALobbyAndOnlyOne() {
        await(process.stop());
        start();

        List<RoomView> rooms = await(bus.ask(new ListRooms(BOB, ListRooms.Scope.PUBLIC, "", null, 10)))
                .items();

        assertThat(rooms).singleElement().satisfies(lobby -> {
            assertThat(lobby.id()).isEqualTo(new RoomId("lobby"));
            assertThat(lobby.name()).isEqualTo("Lobby");
            assertThat(lobby.visibility()).isEqualTo(Visibility.PUBLIC);
        });
    }

    @Test
    void aRoomIsMadeFoundJoinedAndSpokenIn() {
        RoomView made = await(bus.ask(createRoom(GARDEN, ALICE, Visibility.PUBLIC)));
        List<RoomView> found = await(bus.ask(new ListRooms(BOB, ListRooms.Scope.PUBLIC, "GARD", null, 10)))
                .items();
        Posted joined = await(bus.ask(join(GARDEN, BOB)));
        Posted posted = await(bus.ask(post(GARDEN, BOB, "안녕 👍", "u-1")));
        Posted again = await(bus.ask(post(GARDEN, BOB, "안녕 👍", "u-1")));

        assertThat(made.head().sequence()).isZero();
        assertThat(found).extracting(RoomView::id).containsExactly(GARDEN);
        assertThat(joined.position()).isEqualTo(new Position(made.head().epoch(), 1));
        assertThat(posted.position()).isEqualTo(new Position(made.head().epoch(), 2));
        assertThat(posted.duplicate()).isFalse();
        assertThat(again).isEqualTo(new Posted(posted.position(), posted.id(), posted.body(), true));
        assertThat(history(GARDEN).events())
                .extracting(LoggedEvent::body)
                .containsExactly(joined.body(), posted.body());
        assertThat(await(bus.ask(new ListRooms(BOB, ListRooms.Scope.MINE, "", null, 10)))
                        .items())
                .singleElement()
                .satisfies(mine -> assertThat(mine.lastEvent()).isEqualTo(posted.body()));
    }

    @Test
    void whoIsNotAMemberDoesNotPost() {
        await(bus.ask(createRoom(GARDEN, ALICE, Visibility.PUBLIC)));
        await(bus.ask(createRoom(CELLAR, ALICE, Visibility.PRIVATE)));

        assertThat(refusalOf(bus.ask(post(GARDEN, BOB, "hi")))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusalOf(bus.ask(post(CELLAR, BOB, "hi")))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusalOf(bus.ask(new GetRoom(CELLAR, BOB)))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusalOf(bus.ask(createRoom(CELLAR, BOB, Visibility.PUBLIC))))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void messagesPostedTogetherAreStoredAllOrNone() {
        await(bus.ask(createRoom(GARDEN, ALICE, Visibility.PUBLIC)));

        ErrorCode refused = refusalOf(
                bus.ask(new PostMessages(List.of(post(GARDEN, ALICE, "one", "u-1"), post(GARDEN, BOB, "two", "u-2")))));
        PostMessages both =
                new PostMessages(List.of(post(GARDEN, ALICE, "one", "u-1"), post(GARDEN, ALICE, "two", "u-2")));
        List<Posted> posted = await(bus.ask(both)).posted();
        List<Posted> again = await(bus.ask(both)).posted();

        assertThat(refused).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(posted).extracting(Posted::duplicate).containsExactly(false, false);
        assertThat(again).extracting(Posted::duplicate).containsExactly(true, true);
        assertThat(again)
                .extracting(Posted::position)
                .isEqualTo(posted.stream().map(Posted::position).toList());
        assertThat(history(GARDEN).events())
                .extracting(LoggedEvent::body)
                .isEqualTo(posted.stream().map(Posted::body).toList());
    }

    @Test
    void whoIsAddedRemovedAndBannedIsToldByTheLogAndKeptOut() {
        Target bob = new Target(BOB.id(), "Bob");
        await(bus.ask(createRoom(CELLAR, ALICE, Visibility.PRIVATE)));
        await(bus.ask(new PutMember(CELLAR, ALICE, bob, Role.MEMBER)));
        Posted again = await(bus.ask(new PutMember(CELLAR, ALICE, bob, Role.MEMBER)));
        await(bus.ask(post(CELLAR, BOB, "hi", "u-1")));
        await(bus.ask(new PutMember(CELLAR, ALICE, bob, Role.READER)));
        ErrorCode reader = refusalOf(bus.ask(post(CELLAR, BOB, "hi", "u-2")));
        await(bus.ask(new RemoveMember(CELLAR, ALICE, bob)));
        ErrorCode removed = refusalOf(bus.ask(post(CELLAR, BOB, "hi", "u-3")));
        Posted retried = await(bus.ask(post(CELLAR, BOB, "hi", "u-1")));
        await(bus.ask(new BanPerson(CELLAR, ALICE, bob)));
        ErrorCode added = refusalOf(bus.ask(new PutMember(CELLAR, ALICE, bob, Role.MEMBER)));
        await(bus.ask(new UnbanPerson(CELLAR, ALICE, bob)));
        RoomView shown = await(bus.ask(new ChangeRoom(CELLAR, ALICE, "Loft", null, Visibility.PUBLIC)));

        assertThat(again.duplicate()).isTrue();
        assertThat(List.of(reader, removed, added))
                .containsExactly(ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT);
        assertThat(retried.duplicate()).as("it was stored when he was a member").isTrue();
        assertThat(shown.name()).isEqualTo("Loft");
        assertThat(shown.members()).isEqualTo(1);
        assertThat(await(bus.ask(new ListMembers(CELLAR, BOB, null, 10))).items())
                .containsExactly(new Member(ALICE.id(), Role.OWNER));
        assertThat(history(CELLAR).events())
                .extracting(LoggedEvent::type)
                .containsExactly(
                        EventType.INVITE,
                        EventType.CHAT,
                        EventType.ROLE,
                        EventType.KICK,
                        EventType.BAN,
                        EventType.UNBAN,
                        EventType.ROOM);
        assertThat(history(CELLAR).events().get(3).body().json())
                .contains("\"message\":\"alice removed Bob\"")
                .endsWith("\"targetId\":\"id-of-bob\",\"target\":\"Bob\"}");
    }

    @Test
    void manyPostsAtOnceAreNumberedWithoutAHole() {
        await(bus.ask(createRoom(GARDEN, ALICE, Visibility.PUBLIC)));
        List<Future<Posted>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(bus.ask(post(GARDEN, ALICE, "m" + i, "u-" + i)));
        }

        await(Future.all(all));

        assertThat(all.stream().map(answer -> answer.result().position().sequence()))
                .isEqualTo(LongStream.rangeClosed(1, 500).boxed().toList());
        assertThat(history(GARDEN).events()).hasSize(500);
    }

    @Test
    void aReadSeesTheWritesThatWereAskedBeforeIt() {
        bus.ask(createRoom(CELLAR, ALICE, Visibility.PRIVATE));
        bus.ask(post(CELLAR, ALICE, "hi"));
        var subscribed = bus.ask(new SubscribeRoom(CELLAR, ALICE, GATEWAY));

        assertThat(await(subscribed).head().sequence()).isEqualTo(1);
    }

    @Test
    void anInterestedGatewayHearsEachCommit() {
        await(bus.ask(createRoom(GARDEN, ALICE, Visibility.PUBLIC)));
        await(bus.ask(post(GARDEN, ALICE, "before")));
        await(bus.ask(new SubscribeRoom(GARDEN, BOB, GATEWAY)));

        Posted posted = await(bus.ask(post(GARDEN, ALICE, "after", "u-1")));

        Eventually.within(
                Duration.ofSeconds(5),
                () -> assertThat(announced).singleElement().satisfies(advanced -> {
                    assertThat(advanced.room()).isEqualTo(GARDEN);
                    assertThat(advanced.epoch()).isEqualTo(posted.position().epoch());
                    assertThat(advanced.events()).singleElement().satisfies(event -> {
                        assertThat(event.sequence()).isEqualTo(2);
                        assertThat(event.body()).isEqualTo(posted.body());
                    });
                }));
    }

    @Test
    void aRestartKeepsTheLogTheMembersAndTheDuplicates() {
        await(bus.ask(createRoom(GARDEN, ALICE, Visibility.PUBLIC)));
        await(bus.ask(join(GARDEN, BOB)));
        Posted posted = await(bus.ask(post(GARDEN, BOB, "hi", "u-1")));
        HistoryPage before = history(GARDEN);

        await(process.stop());
        start();

        assertThat(history(GARDEN)).isEqualTo(before);
        assertThat(await(bus.ask(post(GARDEN, BOB, "hi", "u-1"))))
                .isEqualTo(new Posted(posted.position(), posted.id(), posted.body(), true));
        assertThat(await(bus.ask(post(GARDEN, BOB, "next", "u-2"))).position().sequence())
                .isEqualTo(3);
    }

    @Test
    void aNewOwnerTellsAGatewayWhereItsRoomsStand() {
        await(bus.ask(createRoom(GARDEN, ALICE, Visibility.PUBLIC)));
        Posted posted = await(bus.ask(post(GARDEN, ALICE, "hi")));
        await(process.stop());
        start();
        RoomHead behind = new RoomHead(GARDEN, new Position(posted.position().epoch(), 0));
        int shard = bus.addresses().chatShardOf(GARDEN);

        assertThat(await(bus.ask(new RenewInterest(shard, GATEWAY, List.of(behind))))
                        .moved())
                .containsExactly(new RoomHead(GARDEN, posted.position()));
    }

    @Test
    void whatItDoesIsCounted() throws Exception {
        await(bus.ask(createRoom(GARDEN, ALICE, Visibility.PUBLIC)));
        refusalOf(bus.ask(post(GARDEN, BOB, "hi")));

        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + process.managementPort() + "/metrics"))
                .build();
        String metrics = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(metrics)
                .contains("parley_chat_commands_total{code=\"ok\",type=\"CreateRoom\"} 1.0")
                .contains("parley_chat_commands_total{code=\"forbidden\",type=\"PostMessage\"} 1.0")
                .contains("parley_chat_shards " + SHARDS + ".0")
                .contains("parley_chat_batch_count 2")
                .contains("parley_chat_queue 0.0");
    }
}
