package dev.parley.gateway.bridge;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.InterestHeads;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.Posted;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.chat.ReadLog;
import dev.parley.contracts.chat.RenewInterest;
import dev.parley.contracts.chat.RoomAdvanced;
import dev.parley.contracts.chat.RoomView;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Subscribed;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.LeaseRenewed;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.SetTyping;
import dev.parley.contracts.presence.TypingSet;
import dev.parley.contracts.presence.WhoIsHere;
import dev.parley.gateway.TestEdge;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A chat service of one open room, {@code lobby}, and a presence service in which nobody ever is. */
public final class TestServices {
    public static final NodeId GATEWAY = new NodeId("g1", "a");
    static final RoomId LOBBY = new RoomId("lobby");
    static final Epoch EPOCH = new Epoch("e1");

    private final TestEdge edge;
    private final List<LoggedEvent> log = new CopyOnWriteArrayList<>();
    private final List<Actor> authors = new CopyOnWriteArrayList<>();
    private final List<SetTyping> typing = new CopyOnWriteArrayList<>();
    private volatile int historiesRead;
    private volatile int snapshotsAsked;
    private volatile Future<Void> snapshots = Future.succeededFuture();

    public TestServices(TestEdge edge) {
        this.edge = edge;
        CommandTable chat = new CommandTable()
                .on(SubscribeRoom.class, ask -> inLobby(ask.room(), new Subscribed(head(), 1)))
                .on(RenewInterest.class, ask -> Future.succeededFuture(new InterestHeads(List.of())))
                .on(ReadLog.class, ask -> inLobby(ask.room(), page(ask.after(), ask.limit())))
                .on(ReadHistory.class, this::readHistory)
                .on(GetRoom.class, ask -> inLobby(ask.room(), view()))
                .on(PostMessage.class, this::post)
                .on(JoinRoom.class, ask -> inLobby(ask.room(), new Posted(head(), "j", EventBody.of("{}"), false)))
                .on(LeaveRoom.class, ask -> inLobby(ask.room(), new Posted(head(), "l", EventBody.of("{}"), true)));
        CommandTable presence = new CommandTable()
                .on(RenewLease.class, ask -> Future.succeededFuture(new LeaseRenewed(ask.version())))
                .on(WhoIsHere.class, this::snapshot)
                .on(SetTyping.class, this::setTyping);
        edge.serve(Addresses.chatShard(0), chat);
        edge.serve(Addresses.presenceShard(0), presence);
    }

    /** The body of an event: whoever decodes it and encodes it again gets other bytes. */
    public static String body(long sequence, String text) {
        return "{\"type\":\"CHAT\",  \"chatRoomId\":\"lobby\",\"seq\":" + sequence + ".0e0,\"message\":\"" + text
                + "\",\"tail\":\"h\\u00e9 \uD55C\"}";
    }

    /** Commits an event and announces it. */
    public void say(String text) {
        TestEdge.await(edge.home(), () -> {
            append(text);
            return Future.succeededFuture();
        });
    }

    /** Somebody is removed from the lobby. */
    void kick(Actor who) {
        TestEdge.await(edge.home(), () -> {
            append(EventType.KICK, EventBody.of("{\"targetId\":\"" + who.id() + "\"}"));
            return Future.succeededFuture();
        });
    }

    /** Who asks who is here waits for this from now on. */
    Promise<Void> holdSnapshots() {
        Promise<Void> released = Promise.promise();
        snapshots = released.future();
        return released;
    }

    int snapshotsAsked() {
        return snapshotsAsked;
    }

    /** Who posted what is in the log, in its order. */
    public List<Actor> authors() {
        return authors;
    }

    List<SetTyping> typing() {
        return typing;
    }

    int historiesRead() {
        return historiesRead;
    }

    private Future<Posted> post(PostMessage ask) {
        if (ask.text().equals("slow")) {
            return edge.backbone().timer(20).compose(late -> store(ask));
        }
        return store(ask);
    }

    private Future<Posted> store(PostMessage ask) {
        if (!ask.room().equals(LOBBY)) {
            return Future.failedFuture(notFound());
        }
        authors.add(ask.actor());
        LoggedEvent event = append(ask.text());
        return Future.succeededFuture(
                new Posted(new Position(EPOCH, event.sequence()), "id-" + event.sequence(), event.body(), false));
    }

    private LoggedEvent append(String text) {
        return append(EventType.CHAT, EventBody.of(body(log.size() + 1L, text)));
    }

    private LoggedEvent append(EventType type, EventBody body) {
        LoggedEvent event = new LoggedEvent(log.size() + 1L, type, null, body);
        log.add(event);
        edge.bus().tell(Addresses.gateway(GATEWAY), new RoomAdvanced(LOBBY, EPOCH, List.of(event)));
        return event;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the backbone's context only
    private Future<HistoryPage> readHistory(ReadHistory ask) {
        historiesRead++;
        return inLobby(ask.room(), page(ask.after() == null ? 0 : ask.after(), ask.limit()));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the backbone's context only
    private Future<RoomPresence> snapshot(WhoIsHere ask) {
        snapshotsAsked++;
        return snapshots.map(released -> new RoomPresence(ask.room(), 1, 0, List.of(), List.of()));
    }

    private Future<TypingSet> setTyping(SetTyping ask) {
        typing.add(ask);
        return Future.succeededFuture(new TypingSet());
    }

    private HistoryPage page(long after, int limit) {
        List<LoggedEvent> events = log.stream()
                .filter(event -> event.sequence() > after)
                .limit(limit)
                .toList();
        return new HistoryPage(events, head(), after + events.size() < log.size());
    }

    private Position head() {
        return new Position(EPOCH, log.size());
    }

    private RoomView view() {
        return new RoomView(LOBBY, "Lobby", Visibility.PUBLIC, "", head(), null, 0, 0, null);
    }

    private static <T> Future<T> inLobby(RoomId room, T answer) {
        return room.equals(LOBBY) ? Future.succeededFuture(answer) : Future.failedFuture(notFound());
    }

    private static Refusal notFound() {
        return new Refusal(ErrorCode.NOT_FOUND, "there is no such room");
    }
}
