package dev.parley.presence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.PresenceChanged;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.TypingChanged;
import java.util.HashSet;
import java.util.Set;

/** A room as a gateway sees it that asked once and then listened. Fails when a change is missing or comes twice. */
final class WatcherView {
    private final Set<UserId> names = new HashSet<>();
    private final Set<UserId> typing = new HashSet<>();
    private boolean numberOnly;
    private int online;
    private long version;

    WatcherView(RoomPresence asked) {
        asked(asked);
    }

    void asked(RoomPresence answer) {
        version = answer.version();
        online = answer.online();
        names.clear();
        answer.people().stream()
                .filter(PersonState::online)
                .forEach(state -> names.add(state.who().id()));
        numberOnly = names.size() < online;
        typing.clear();
        answer.typing().forEach(who -> typing.add(who.id()));
    }

    void hears(PresenceEvent event) {
        if (event instanceof TypingChanged changed) {
            hears(changed.who(), changed.typing());
        } else if (event instanceof PresenceChanged changed && changed.version() > version) {
            assertThat(changed.version()).as("no change is missing").isEqualTo(version + 1);
            version = changed.version();
            online = changed.online();
            boolean everybody =
                    changed.changes().stream().filter(PersonState::online).count() == online;
            assertThat(everybody || !numberOnly || changed.changes().isEmpty())
                    .as("names after a number are all names")
                    .isTrue();
            changed.changes().forEach(state -> hears(state, everybody));
            numberOnly = online > Shard.NAMES;
        }
    }

    private void hears(PersonState state, boolean everybody) {
        boolean news = state.online()
                ? names.add(state.who().id())
                : names.remove(state.who().id());
        assertThat(news || everybody).as("%s is news", state).isTrue();
    }

    private void hears(Person who, boolean types) {
        assertThat(types ? typing.add(who.id()) : typing.remove(who.id()))
                .as("typing of %s is news", who)
                .isTrue();
    }

    void agreesWith(Set<UserId> here, Set<UserId> nowTyping) {
        assertThat(online).isEqualTo(here.size());
        if (here.size() <= Shard.NAMES) {
            assertThat(names).isEqualTo(here);
        }
        assertThat(typing).isEqualTo(nowTyping);
    }
}
