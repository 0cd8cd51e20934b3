package dev.parley.chat.app;

import dev.parley.chat.domain.MemberRules;
import dev.parley.chat.domain.PostingRules;
import dev.parley.chat.domain.Write;
import dev.parley.chat.shard.Sequencer;
import dev.parley.chat.shard.Written;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.chat.BanPerson;
import dev.parley.contracts.chat.ChangeRoom;
import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.EraseFromRoom;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.PostMessages;
import dev.parley.contracts.chat.Posted;
import dev.parley.contracts.chat.PostedAll;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.RoomView;
import dev.parley.contracts.chat.UnbanPerson;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.Position;
import io.vertx.core.Future;
import java.util.List;

/** Everything that writes to a room: answered when it is committed. */
public final class ChangeRoomUseCase {
    /** The answer where nothing was ever logged: joining a room that one made, leaving an empty one. */
    private static final EventBody NO_EVENT = EventBody.of("{}");

    private final PostingRules rules;
    private final MemberRules members;
    private final Sequencer sequencer;

    public ChangeRoomUseCase(PostingRules rules, Sequencer sequencer) {
        this.rules = rules;
        this.members = rules.ofMembers();
        this.sequencer = sequencer;
    }

    public Future<Posted> post(PostMessage command) {
        return posted(rules.post(command));
    }

    /** All of them or none. */
    public Future<PostedAll> postAll(PostMessages command) {
        List<Write> writes = command.messages().stream().map(rules::post).toList();
        return sequencer
                .writeAll(command.room(), writes)
                .map(written -> new PostedAll(
                        written.stream().map(ChangeRoomUseCase::posted).toList()));
    }

    public Future<Posted> join(JoinRoom command) {
        return posted(rules.join(command));
    }

    public Future<Posted> leave(LeaveRoom command) {
        return posted(rules.leave(command));
    }

    public Future<Posted> erase(EraseFromRoom command) {
        return posted(rules.erase(command));
    }

    public Future<RoomView> create(CreateRoom command) {
        return sequencer.write(rules.create(command)).map(written -> Views.of(written.room(), written.actor()));
    }

    public Future<Posted> put(PutMember command) {
        return posted(members.put(command));
    }

    /** Who removes themselves, leaves. */
    public Future<Posted> remove(RemoveMember command) {
        return command.actor().id().equals(command.target().id())
                ? leave(new LeaveRoom(command.room(), command.actor()))
                : posted(members.remove(command));
    }

    public Future<Posted> ban(BanPerson command) {
        return posted(members.ban(command));
    }

    public Future<Posted> unban(UnbanPerson command) {
        return posted(members.unban(command));
    }

    public Future<RoomView> change(ChangeRoom command) {
        return sequencer.write(members.change(command)).map(written -> Views.of(written.room(), written.actor()));
    }

    private Future<Posted> posted(Write write) {
        return sequencer.write(write).map(ChangeRoomUseCase::posted);
    }

    private static Posted posted(Written written) {
        if (written.event().isEmpty()) {
            return new Posted(new Position(written.room().epoch(), 0), "", NO_EVENT, written.repeated());
        }
        StoredEvent event = written.event().get();
        return new Posted(event.position(), event.id(), event.event().body(), written.repeated());
    }
}
