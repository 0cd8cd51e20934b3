package dev.parley.chat.bus;

import dev.parley.chat.app.ChangeRoomUseCase;
import dev.parley.chat.app.EraseWriterUseCase;
import dev.parley.chat.app.ListMembersUseCase;
import dev.parley.chat.app.ListRoomsUseCase;
import dev.parley.chat.app.Markers;
import dev.parley.chat.app.ReadRoomUseCase;
import dev.parley.chat.app.RenewInterestUseCase;
import dev.parley.chat.app.SubscribeRoomUseCase;
import dev.parley.chat.domain.PostingRules;
import dev.parley.chat.shard.ChatMeters;
import dev.parley.chat.shard.Shard;
import dev.parley.chat.store.MessageLog;
import dev.parley.chat.store.RoomStore;
import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.chat.BanPerson;
import dev.parley.contracts.chat.ChangeRoom;
import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.EraseFromRoom;
import dev.parley.contracts.chat.EraseWriter;
import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.contracts.chat.ListMembers;
import dev.parley.contracts.chat.ListRooms;
import dev.parley.contracts.chat.MoveMarkers;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.PostMessages;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.chat.ReadLog;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.RenewInterest;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.UnbanPerson;
import dev.parley.contracts.chat.WhoMayRead;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import java.util.function.Function;

/** Which use case answers which command, each answer counted. */
public final class ChatCommands {
    private final ChatMeters meters;
    private final Markers markers;

    public ChatCommands(ChatMeters meters, Markers markers) {
        this.meters = meters;
        this.markers = markers;
    }

    /** What the owner of a shard serves. */
    public CommandTable ofShard(Shard shard, PostingRules rules, Shard.Parts parts) {
        MessageLog log = parts.log();
        ChangeRoomUseCase change = new ChangeRoomUseCase(rules, shard.sequencer());
        ReadRoomUseCase read = new ReadRoomUseCase(shard.sequencer(), shard.rooms(), log);
        SubscribeRoomUseCase subscribe = new SubscribeRoomUseCase(rules, shard, log, markers);
        ListMembersUseCase members = new ListMembersUseCase(shard.sequencer(), shard.rooms(), parts.rooms());
        RenewInterestUseCase renew = new RenewInterestUseCase(shard.interests(), shard.rooms());
        CommandTable table = new CommandTable();
        on(table, CreateRoom.class, change::create);
        on(table, JoinRoom.class, change::join);
        on(table, LeaveRoom.class, change::leave);
        on(table, PostMessage.class, change::post);
        on(table, PostMessages.class, change::postAll);
        on(table, PutMember.class, change::put);
        on(table, RemoveMember.class, change::remove);
        on(table, BanPerson.class, change::ban);
        on(table, UnbanPerson.class, change::unban);
        on(table, ChangeRoom.class, change::change);
        on(table, EraseFromRoom.class, change::erase);
        on(table, ListMembers.class, members::run);
        on(table, WhoMayRead.class, read::readers);
        on(table, GetRoom.class, read::get);
        on(table, ReadHistory.class, read::history);
        on(table, ReadLog.class, read::log);
        on(table, SubscribeRoom.class, subscribe::run);
        on(table, RenewInterest.class, renew::run);
        on(table, MoveMarkers.class, markers::move);
        return table;
    }

    /** What every chat service serves. */
    public CommandTable ofDirectory(RoomStore store, EraseWriterUseCase erase) {
        CommandTable table = new CommandTable();
        on(table, EraseWriter.class, erase::run);
        on(table, ListRooms.class, new ListRoomsUseCase(store)::run);
        return table;
    }

    private <C extends Command<R>, R extends Reply> void on(
            CommandTable table, Class<C> type, Function<C, Future<R>> useCase) {
        String name = type.getSimpleName();
        table.on(
                type,
                command -> Future.succeededFuture(command)
                        .compose(useCase)
                        .onSuccess(reply -> meters.answered(name, "ok"))
                        .onFailure(failure ->
                                meters.answered(name, Refusal.of(failure).code().code())));
    }
}
