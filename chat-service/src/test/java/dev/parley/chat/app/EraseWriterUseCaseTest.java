package dev.parley.chat.app;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.CAROL;
import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.GARDEN;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.createRoom;
import static dev.parley.chat.Vocabulary.join;
import static dev.parley.chat.Vocabulary.leave;
import static dev.parley.chat.Vocabulary.openRooms;
import static dev.parley.chat.Vocabulary.post;
import static dev.parley.chat.Vocabulary.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.parley.chat.domain.Phrases;
import dev.parley.chat.domain.Room;
import dev.parley.chat.shard.ChatMeters;
import dev.parley.chat.shard.Retelling;
import dev.parley.chat.shard.Sequencer;
import dev.parley.chat.shard.Shard;
import dev.parley.chat.store.StoredEvent;
import dev.parley.chat.store.TraceStore;
import dev.parley.chat.store.memory.MemoryMarkers;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.chat.BanPerson;
import dev.parley.contracts.chat.EraseFromRoom;
import dev.parley.contracts.chat.EraseWriter;
import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;
import dev.parley.contracts.model.UserId;
import dev.parley.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EraseWriterUseCaseTest {
    private static final int PAGE = 2;

    private final MemoryStore store = new MemoryStore();
    private final Shard shard = Shard.open(
            new Shard.Parts(
                    store,
                    new Sequencer.Options(10, 100).turns(),
                    store,
                    (room, epoch, events, gateways) -> {},
                    new ChatMeters(new SimpleMeterRegistry()),
                    ManualClock.atNewYear(),
                    () -> 0,
                    time -> Future.succeededFuture()),
            new Shard.Options(new Sequencer.Options(10, 100), 10));
    private final ChangeRoomUseCase change = new ChangeRoomUseCase(openRooms(), shard.sequencer());
    private final EraseWriterUseCase erase = erasing(change::erase);

    /** Bytes of what is rewritten, at once each. */
    private final List<Integer> rewritten = new ArrayList<>();

    /** The store, as it is told to rewrite. */
    private final TraceStore counting = new TraceStore() {
        @Override
        public Future<List<RoomId>> rooms(UserId user, int limit) {
            return store.rooms(user, limit);
        }

        @Override
        public Future<List<StoredEvent>> written(RoomId room, UserId user, int limit) {
            return store.written(room, user, limit);
        }

        @Override
        public Future<List<StoredEvent>> about(RoomId room, UserId user, int limit) {
            return store.about(room, user, limit);
        }

        @Override
        public Future<Void> rewrite(UserId user, List<StoredEvent> events) {
            List<StoredEvent> before = store.log(GARDEN);
            rewritten.add(events.stream()
                    .map(event -> before.get((int) event.event().sequence() - 1))
                    .mapToInt(event -> event.event().body().utf8().length)
                    .sum());
            return store.rewrite(user, events);
        }

        @Override
        public Future<Void> forget(RoomId room, UserId user) {
            return store.forget(room, user);
        }
    };

    private EraseWriterUseCase erasing(EraseWriterUseCase.RoomOwners owners) {
        return new EraseWriterUseCase(store, new MemoryMarkers(store), new Retelling(Phrases.EN), owners, PAGE);
    }

    @BeforeEach
    void rooms() {
        await(change.create(createRoom(GARDEN, ALICE, Visibility.PUBLIC)));
        await(change.create(createRoom(CELLAR, ALICE, Visibility.PRIVATE)));
    }

    private void say(RoomId room, Actor author, String text) {
        await(change.post(post(room, author, text, author.username() + " " + text)));
    }

    /** Asks until it is done. */
    private void eraseAll(Actor person) {
        for (int asked = 0; asked < 20; asked++) {
            if (await(erase.run(new EraseWriter(person.id()))).done()) {
                return;
            }
        }
        throw new AssertionError("it is never done");
    }

    private List<String> bodies(RoomId room) {
        return store.log(room).stream()
                .map(event -> event.event().body().json())
                .toList();
    }

    private Room room(RoomId id) {
        return Objects.requireNonNull(await(store.rooms(Set.of(id))).get(id));
    }

    private static Target target(Actor person) {
        return new Target(person.id(), person.displayName());
    }

    @Test
    void ofWhatSomebodyWroteOnlyThePlacesAreLeft() {
        await(change.join(join(GARDEN, BOB)));
        for (int i = 0; i < 3 * PAGE; i++) {
            say(GARDEN, BOB, "words-" + i);
            say(GARDEN, ALICE, "else-" + i);
        }
        List<StoredEvent> before = store.log(GARDEN);

        eraseAll(BOB);

        List<StoredEvent> after = store.log(GARDEN);
        assertThat(after.subList(0, before.size()))
                .extracting(StoredEvent::position, StoredEvent::id, StoredEvent::sentAt, StoredEvent::clientKey)
                .containsExactlyElementsOf(before.stream()
                        .map(event -> tuple(event.position(), event.id(), event.sentAt(), event.clientKey()))
                        .toList());
        assertThat(after).hasSize(before.size() + 1);
        assertThat(after.get(before.size()).event().type()).isEqualTo(EventType.LEAVE);
        assertThat(String.join("\n", bodies(GARDEN)).replace("id-of-bob", ""))
                .doesNotContain("bob", "words-")
                .contains("else-0", "else-5", "a former user joined", "a former user left");
        assertThat(room(GARDEN).members()).as("members").isEqualTo(1);
        assertThat(await(store.rooms(BOB.id(), 10))).isEmpty();
    }

    @Test
    void whatOthersDidToSomebodyLosesTheNameAlsoWhereItIsNoMemberAnyMore() {
        await(change.put(new PutMember(CELLAR, ALICE, target(BOB), Role.READER)));
        await(change.put(new PutMember(CELLAR, ALICE, target(BOB), Role.MEMBER)));
        await(change.put(new PutMember(CELLAR, ALICE, target(CAROL), Role.MEMBER)));
        await(change.remove(new RemoveMember(CELLAR, ALICE, target(BOB))));
        await(change.ban(new BanPerson(GARDEN, ALICE, target(BOB))));

        eraseAll(BOB);

        assertThat(String.join("\n", bodies(CELLAR)).replace("id-of-bob", ""))
                .doesNotContain("bob")
                .contains(
                        "alice added a former user",
                        "alice made a former user a member",
                        "alice added carol",
                        "alice removed a former user");
        assertThat(String.join("\n", bodies(GARDEN)).replace("id-of-bob", ""))
                .doesNotContain("bob")
                .contains("alice banned a former user");
        assertThat(room(CELLAR).members()).isEqualTo(2);
        assertThat(room(GARDEN).bans()).isZero();
    }

    @Test
    void noTurnOfTheEventLoopRewritesMoreThanSoManyBytesHoweverLargeAPageIs() {
        int events = 1000;
        for (int i = 0; i < events; i++) {
            say(GARDEN, BOB, "words-" + i);
        }

        await(new EraseWriterUseCase(
                        counting, new MemoryMarkers(store), new Retelling(Phrases.EN), change::erase, 2 * events)
                .run(new EraseWriter(BOB.id())));

        assertThat(rewritten)
                .hasSizeGreaterThan(1)
                .allMatch(bytes -> bytes > 0 && bytes <= EraseWriterUseCase.TURN_BYTES);
        assertThat(String.join("\n", bodies(GARDEN))).doesNotContain("words-");
    }

    @Test
    void whoLeftLongAgoIsFoundToo() {
        await(change.join(join(GARDEN, BOB)));
        say(GARDEN, BOB, "words");
        await(change.leave(leave(GARDEN, BOB)));

        eraseAll(BOB);

        assertThat(String.join("\n", bodies(GARDEN)).replace("id-of-bob", "")).doesNotContain("bob", "words");
        assertThat(room(GARDEN).members()).isEqualTo(1);
    }

    @Test
    void aRoomGoesOnWithoutItsLastOwner() {
        say(GARDEN, BOB, "hello");

        eraseAll(ALICE);

        assertThat(await(store.owners(Set.of(GARDEN)))).isEmpty();
        assertThat(room(GARDEN).members()).isEqualTo(1);
        say(GARDEN, BOB, "on we go");
    }

    @Test
    void askedAgainNothingHappens() {
        say(GARDEN, BOB, "words");
        eraseAll(BOB);
        List<StoredEvent> before = store.log(GARDEN);

        eraseAll(BOB);

        assertThat(store.log(GARDEN)).isEqualTo(before);
    }

    @Test
    void itsLeaveIsWrittenOnceHoweverOftenItIsInterrupted() {
        for (int i = 0; i < 3 * PAGE; i++) {
            say(GARDEN, BOB, "words-" + i);
        }
        await(change.erase(new EraseFromRoom(GARDEN, BOB.id())));
        await(change.erase(new EraseFromRoom(GARDEN, BOB.id())));

        eraseAll(BOB);

        assertThat(store.log(GARDEN))
                .filteredOn(event -> event.event().type() == EventType.LEAVE)
                .hasSize(1);
    }

    @Test
    void whatWasOnItsWayIsNotWrittenAnyMore() {
        say(GARDEN, BOB, "words");
        await(change.erase(new EraseFromRoom(GARDEN, BOB.id())));

        assertThat(refusalOf(change.post(post(GARDEN, BOB, "late")))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(await(change.post(post(GARDEN, BOB, "words", "bob words"))).duplicate())
                .as("a retry of what was written gets its first answer")
                .isTrue();
    }

    @Test
    void whileARoomsOwnerIsAwayItStaysDue() {
        say(GARDEN, BOB, "words");
        EraseWriterUseCase alone = erasing(command -> Future.failedFuture(Refusal.unavailable("nobody is there")));

        assertThat(refusalOf(alone.run(new EraseWriter(BOB.id())))).isEqualTo(ErrorCode.UNAVAILABLE);

        assertThat(await(store.rooms(BOB.id(), 10))).containsExactly(GARDEN);
        eraseAll(BOB);
        assertThat(String.join("\n", bodies(GARDEN))).doesNotContain("words");
    }
}
