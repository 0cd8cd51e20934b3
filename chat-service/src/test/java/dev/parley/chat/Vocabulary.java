package dev.parley.chat;

import dev.parley.chat.app.Markers;
import dev.parley.chat.domain.Moment;
import dev.parley.chat.domain.Phrases;
import dev.parley.chat.domain.PostingRules;
import dev.parley.chat.domain.Room;
import dev.parley.chat.store.memory.MemoryMarkers;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.testkit.ManualClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The people, rooms and commands that the tests talk about. */
public final class Vocabulary {
    public static final Actor ALICE = person("alice");
    public static final Actor BOB = person("bob");
    public static final Actor CAROL = person("carol");
    public static final RoomId GARDEN = new RoomId("garden");
    public static final RoomId CELLAR = new RoomId("cellar");
    public static final NodeId GATEWAY = new NodeId("gateway-0", "first");
    public static final Moment NEW_YEAR = new Moment(Instant.parse("2026-01-01T00:00:00.120Z"), new Epoch("epoch-1"));

    private static final int MAX_LENGTH = 20;

    private Vocabulary() {}

    public static Actor person(String username) {
        return new Actor(new UserId("id-of-" + username), username, username, Set.of("user"));
    }

    public static Room room(RoomId id, Visibility visibility) {
        return Room.fresh(id, id.value(), visibility, "", NEW_YEAR);
    }

    public static PostingRules closedRooms() {
        return new PostingRules(new PostingRules.Options(false, MAX_LENGTH, Phrases.EN));
    }

    public static PostingRules openRooms() {
        return new PostingRules(new PostingRules.Options(true, MAX_LENGTH, Phrases.EN));
    }

    public static PostMessage post(RoomId room, Actor author, String text) {
        return new PostMessage(room, author, text, null, null);
    }

    public static PostMessage post(RoomId room, Actor author, String text, String clientMessageId) {
        return new PostMessage(room, author, text, new ClientMessageId(clientMessageId), null);
    }

    public static JoinRoom join(RoomId room, Actor actor) {
        return new JoinRoom(room, actor);
    }

    public static LeaveRoom leave(RoomId room, Actor actor) {
        return new LeaveRoom(room, actor);
    }

    public static CreateRoom createRoom(RoomId room, Actor actor, Visibility visibility) {
        return new CreateRoom(room, actor, "The " + room, visibility, "");
    }

    /** The markers of a chat process over a store in memory: three names of a person in a room. */
    public static Markers markers(MemoryStore store) {
        return new Markers(
                new MemoryMarkers(store), ManualClock.atNewYear(), new Markers.Options(100, 3, Duration.ofDays(30)));
    }

    /** The value of a Future that completes soon. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not completed in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The code that a Future is refused with. */
    public static ErrorCode refusalOf(Future<?> future) {
        try {
            Object value = await(future);
            throw new AssertionError("not refused but answered: " + value);
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }
}
