package dev.parley.gateway.feed;

import dev.parley.contracts.model.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Events that change rights and came together, in order, and whom they are about: as a rule, few of many. */
final class RightsChanges {
    private final List<FeedEvent> events;
    private final Set<String> people = new HashSet<>();
    private boolean areAboutEverybody;

    /** @param events at least one */
    RightsChanges(List<FeedEvent> events) {
        this.events = List.copyOf(events);
        for (FeedEvent event : this.events) {
            String person = event.rights().person();
            if (person == null) {
                areAboutEverybody = true;
            } else {
                people.add(person);
            }
        }
    }

    List<FeedEvent> events() {
        return events;
    }

    /** The sequence of the last. */
    long newest() {
        return events.get(events.size() - 1).sequence();
    }

    /** Whether one of them may mean something to this person. */
    boolean concern(UserId who) {
        return areAboutEverybody || people.contains(who.value());
    }
}
