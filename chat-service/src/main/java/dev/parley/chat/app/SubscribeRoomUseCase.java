package dev.parley.chat.app;

import dev.parley.chat.domain.PostingRules;
import dev.parley.chat.domain.Room;
import dev.parley.chat.shard.Shard;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.Window;
import dev.parley.contracts.chat.Replay;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Subscribed;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Position;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets a gateway hear of a room on behalf of somebody who may read it. */
public final class SubscribeRoomUseCase {
    private static final long FIRST = 1;

    private final PostingRules rules;
    private final Shard shard;
    private final MessageLog log;
    private final Markers markers;

    public SubscribeRoomUseCase(PostingRules rules, Shard shard, MessageLog log, Markers markers) {
        this.rules = rules;
        this.shard = shard;
        this.log = log;
        this.markers = markers;
    }

    public Future<Subscribed> run(SubscribeRoom command) {
        Replay replay = command.replay();
        return shard.sequencer()
                .read(
                        command.room(),
                        () -> allowed(command)
                                .compose(room -> replay == null
                                        ? Future.succeededFuture(pin(command, room, Optional.of(FIRST), null))
                                        : replay(command, room, replay)));
    }

    /** The room as the actor may read it; it comes into being where that is allowed. */
    private Future<Room> allowed(SubscribeRoom command) {
        return shard.rooms()
                .readable(command.room(), command.actor().id())
                .compose(state -> state.room().isEmpty() && rules.areOpen()
                        ? open(command)
                        : Future.succeededFuture(ReadRoomUseCase.visible(state)));
    }

    /** The room comes into being, unless somebody was faster. */
    private Future<Room> open(SubscribeRoom command) {
        return shard.sequencer()
                .write(rules.open(command.room(), command.actor()))
                .map(written -> written.room());
    }

    private Future<Subscribed> replay(SubscribeRoom command, Room room, Replay replay) {
        return marker(command, replay.name())
                .compose(marker -> shard.rooms()
                        .reaching(room, claim(room, replay, marker))
                        .compose(this::oldest)
                        // Again, and last: the rights may have changed while all that was looked up.
                        .compose(first -> allowed(command).map(now -> pin(command, now, first, marker.orElse(null)))));
    }

    /** What the subscriber says it has seen of the log. */
    private static Position claim(Room room, Replay replay, Optional<Position> marker) {
        Long after = replay.after();
        if (after == null) {
            return marker.orElseGet(room::position);
        }
        return new Position(replay.epoch() == null ? room.epoch() : replay.epoch(), after);
    }

    private Future<Optional<Position>> marker(SubscribeRoom command, @Nullable DurableName name) {
        return name == null
                ? Future.succeededFuture(Optional.empty())
                : markers.named(command.room(), command.actor().id()).map(named -> marker(named, name));
    }

    private Optional<Position> marker(Map<DurableName, Position> named, DurableName name) {
        Position marker = named.get(name);
        if (marker == null && !markers.hasRoom(named.size())) {
            throw new Refusal(ErrorCode.TOO_LARGE, "too many durable names in this room: use one of them again");
        }
        return Optional.ofNullable(marker);
    }

    /** The sequence of the oldest event that is there: an operator may have taken older ones away. */
    private Future<Optional<Long>> oldest(Room room) {
        return log.read(room.id(), Window.after(0, 1))
                .map(page ->
                        page.events().stream().map(event -> event.sequence()).findFirst());
    }

    /**
     * The head is that of the room as the rights are known to have been, so that the gateway sees in the log whatever took
     * them away since. As a rule that is this very turn of the event loop, and what is committed after it is announced to
     * this gateway; of what was committed while the database was asked, it hears with the next announcement or digest.
     */
    private Subscribed pin(SubscribeRoom command, Room room, Optional<Long> first, @Nullable Position marker) {
        shard.interests().add(command.node(), room.id());
        Position head = room.position();
        return new Subscribed(head, first.orElse(head.sequence() + 1), marker);
    }
}
