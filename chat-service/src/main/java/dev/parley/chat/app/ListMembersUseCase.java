package dev.parley.chat.app;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.shard.Rooms;
import dev.parley.chat.shard.Sequencer;
import dev.parley.chat.store.RoomStore;
import dev.parley.contracts.chat.ListMembers;
import dev.parley.contracts.chat.Member;
import dev.parley.contracts.chat.MemberPage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists who belongs to a room, page by page, to who may read it. */
public final class ListMembersUseCase {
    /** As many as the auth service names at once. */
    static final int MAX_MEMBERS = 100;

    private final Sequencer sequencer;
    private final Rooms rooms;
    private final RoomStore store;

    public ListMembersUseCase(Sequencer sequencer, Rooms rooms, RoomStore store) {
        this.sequencer = sequencer;
        this.rooms = rooms;
        this.store = store;
    }

    public Future<MemberPage> run(ListMembers command) {
        int limit = Math.max(1, Math.min(MAX_MEMBERS, command.limit()));
        Optional<String> cursor = Optional.ofNullable(command.cursor());
        return sequencer.read(
                command.room(),
                () -> rooms.state(command.room(), command.actor().id())
                        .map(ReadRoomUseCase::visible)
                        .compose(room -> store.members(room.id(), cursor.map(Cursors::member), limit + 1))
                        .map(found -> page(found, limit)));
    }

    /** One member more than the page was asked for: it says that there is a next page. */
    private static MemberPage page(List<Membership> found, int limit) {
        List<Membership> page = found.size() > limit ? found.subList(0, limit) : found;
        @Nullable String next = found.size() > limit ? Cursors.ofMember(page.get(limit - 1)) : null;
        return new MemberPage(
                page.stream()
                        .map(member -> new Member(member.user(), member.role()))
                        .toList(),
                next);
    }
}
