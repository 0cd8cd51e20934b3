package dev.parley.chat.shard;

import static dev.parley.chat.Vocabulary.ALICE;
import static dev.parley.chat.Vocabulary.BOB;
import static dev.parley.chat.Vocabulary.CELLAR;
import static dev.parley.chat.Vocabulary.GATEWAY;
import static dev.parley.chat.Vocabulary.await;
import static dev.parley.chat.Vocabulary.createRoom;
import static dev.parley.chat.Vocabulary.markers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.app.ReadRoomUseCase;
import dev.parley.chat.app.SubscribeRoomUseCase;
import dev.parley.chat.domain.MemberRules;
import dev.parley.chat.shard.SteppedStore.Fate;
import dev.parley.chat.store.memory.MemoryStore;
import dev.parley.contracts.chat.HistoryPage;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.Replay;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Subscribed;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.Target;
import io.vertx.core.Future;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Somebody asks for a private room while being removed from it, and the database answers in any order. */
class GrantTest {
    private static final int ORDERS = 400;
    private static final Target BOB_SHOWN = new Target(BOB.id(), "Bob");
    /** The log is his INVITE, then this. */
    private static final long KICK = 2;

    private final MemoryStore memory = new MemoryStore();
    private final SteppedStore store = new SteppedStore(memory);

    private Owner owner() {
        return new Owner(store, store, Owner.ROOMY);
    }

    /** A cellar of alice's with bob in it. */
    private void furnish() {
        Owner first = owner();
        MemberRules rules = first.rules.ofMembers();
        first.sequencer().write(first.rules.create(createRoom(CELLAR, ALICE, Visibility.PRIVATE)));
        first.sequencer().write(rules.put(new PutMember(CELLAR, ALICE, BOB_SHOWN, Role.MEMBER)));
        store.goAll();
    }

    private void removeBob(Owner by) {
        by.sequencer().write(by.rules.ofMembers().remove(new RemoveMember(CELLAR, ALICE, BOB_SHOWN)));
    }

    private void goInAnyOrder(long seed) {
        Random random = new Random(seed);
        while (store.waiting() > 0) {
            store.go(random.nextInt(store.waiting()), Fate.DONE);
        }
    }

    @Test
    void aSubscriptionIsGrantedOnlyAsOfBeforeTheRemoval() {
        int granted = 0;
        for (long seed = 0; seed < ORDERS; seed++) {
            GrantTest fresh = new GrantTest();
            fresh.furnish();
            Owner owner = fresh.owner();
            Replay replay = seed % 2 == 0 ? null : new Replay(0L, null, null);
            Future<Subscribed> subscribed = new SubscribeRoomUseCase(
                            owner.rules, owner.shard, fresh.store, markers(fresh.memory))
                    .run(new SubscribeRoom(CELLAR, BOB, GATEWAY, replay));
            fresh.removeBob(owner);

            fresh.goInAnyOrder(seed);

            assertThat(subscribed.isComplete()).isTrue();
            if (subscribed.succeeded()) {
                granted++;
                assertThat(subscribed.result().head().sequence())
                        .as("with the seed %s", seed)
                        .isLessThan(KICK);
            }
        }
        assertThat(granted).isBetween(1, ORDERS);
    }

    @Test
    void historyIsShownOnlyAsFarAsTheReaderWasAMember() {
        int shown = 0;
        for (long seed = 0; seed < ORDERS; seed++) {
            GrantTest fresh = new GrantTest();
            fresh.furnish();
            Owner owner = fresh.owner();
            Future<HistoryPage> page = new ReadRoomUseCase(owner.sequencer(), owner.shard.rooms(), fresh.store)
                    .history(new ReadHistory(CELLAR, BOB, 0L, null, 10));
            fresh.removeBob(owner);

            fresh.goInAnyOrder(seed);

            if (page.succeeded()) {
                shown++;
                assertThat(await(page).events())
                        .as("with the seed %s", seed)
                        .extracting(LoggedEvent::sequence)
                        .containsExactly(1L);
            }
        }
        assertThat(shown).isBetween(1, ORDERS);
    }
}
