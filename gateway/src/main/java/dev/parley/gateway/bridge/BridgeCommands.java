package dev.parley.gateway.bridge;

import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.Posted;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.SetTyping;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.handler.RoomRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** What a {@code send} to an address of the bridge does; the value is the body of the reply, encoded. */
final class BridgeCommands {
    private static final int HISTORY = 50;

    private final EdgeBus bus;
    private final ToIntFunction<RoomId> presenceShardOf;
    private final Map<String, Command> commands = Map.of(
            "chat.join", this::join,
            "chat.leave", this::leave,
            "chat.message", this::post,
            "chat.typing", this::typing,
            "chat.history", this::history);

    /** One address. */
    private interface Command {
        Future<Buffer> run(Actor actor, RoomRequest request);
    }

    BridgeCommands(EdgeBus bus, ToIntFunction<RoomId> presenceShardOf) {
        this.bus = bus;
        this.presenceShardOf = presenceShardOf;
    }

    Set<String> addresses() {
        return commands.keySet();
    }

    Future<Buffer> run(String address, Actor actor, RoomRequest request) {
        Command command = commands.get(address);
        return command == null
                ? Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "nothing can be sent to this address"))
                : command.run(actor, request);
    }

    private Future<Buffer> join(Actor actor, RoomRequest request) {
        return bus.ask(new JoinRoom(request.room(), actor)).map(BridgeCommands::reply);
    }

    private Future<Buffer> leave(Actor actor, RoomRequest request) {
        return bus.ask(new LeaveRoom(request.room(), actor)).map(BridgeCommands::reply);
    }

    private Future<Buffer> post(Actor actor, RoomRequest request) {
        return bus.ask(new PostMessage(
                        request.room(), actor, request.message(), request.clientMessageId(), request.replyTo()))
                .map(BridgeCommands::reply);
    }

    private Future<Buffer> typing(Actor actor, RoomRequest request) {
        RoomId room = request.room();
        Person who = new Person(actor.id(), actor.username(), actor.displayName());
        SetTyping typing = new SetTyping(presenceShardOf.applyAsInt(room), room, who, request.typing());
        return bus.ask(new GetRoom(room, actor))
                .compose(allowed -> bus.ask(typing))
                .map(told -> new JsonObject().toBuffer());
    }

    private Future<Buffer> history(Actor actor, RoomRequest request) {
        Long limit = request.sequence("limit");
        int most = limit == null ? HISTORY : (int) Math.min(limit, Integer.MAX_VALUE);
        return bus.ask(new ReadHistory(
                        request.room(), actor, request.sequence("after"), request.sequence("before"), most))
                .map(BridgeCommands::page);
    }

    private static Buffer reply(Posted posted) {
        return new JsonObject()
                .put("seq", posted.position().sequence())
                .put("epoch", posted.position().epoch().value())
                .put("id", posted.id())
                .put("duplicate", posted.duplicate())
                .toBuffer();
    }

    /** The stored bytes of the events, as at every other door. */
    private static Buffer page(HistoryPage page) {
        JsonObject tail = new JsonObject()
                .put("epoch", page.head().epoch().value())
                .put("head", page.head().sequence())
                .put("hasMore", page.hasMore());
        Buffer whole = Buffer.buffer("{\"items\":[");
        String separator = "";
        for (LoggedEvent event : page.events()) {
            whole.appendString(separator).appendBytes(event.body().utf8());
            separator = ",";
        }
        return whole.appendString("],").appendString(tail.encode().substring(1));
    }
}
