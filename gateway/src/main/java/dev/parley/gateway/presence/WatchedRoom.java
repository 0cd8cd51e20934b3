package dev.parley.gateway.presence;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.PresenceChanged;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.TypingChanged;
import dev.parley.gateway.presence.PresenceFeeds.Watcher;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The presence of one room as one event loop tells it: what changes is encoded once for all who watch, and there is one
 * question for a snapshot at a time, for all who wanted one when it was asked, until it is answered. One event loop.
 */
final class WatchedRoom {
    private final RoomId id;
    private final PresenceFeeds feeds;
    private final Set<Watcher> watchers = new LinkedHashSet<>();
    /** Who waits for a snapshot that was not asked for yet: one that is on its way may be older than what they missed. */
    private final Set<Watcher> wanting = new LinkedHashSet<>();

    private boolean asking;

    WatchedRoom(RoomId id, PresenceFeeds feeds) {
        this.id = id;
        this.feeds = feeds;
    }

    RoomId id() {
        return id;
    }

    void add(Watcher watcher) {
        watchers.add(watcher);
    }

    void remove(Watcher watcher) {
        wanting.remove(watcher);
        if (watchers.remove(watcher) && watchers.isEmpty()) {
            feeds.forget(this);
        }
    }

    void wantsSnapshot(Watcher watcher) {
        if (watcher.isOver()) {
            return;
        }
        wanting.add(watcher);
        if (!asking) {
            asking = true;
            feeds.soon(this::ask);
        }
    }

    void onNewOwner() {
        all(this::wantsSnapshot);
    }

    void onEvent(PresenceEvent event) {
        if (event instanceof PresenceChanged changed) {
            Buffer body = PresenceJson.changes(changed).toBuffer();
            all(watcher -> watcher.onChange(changed.version(), body));
        } else if (event instanceof TypingChanged typing) {
            Buffer body = PresenceJson.typing(typing).toBuffer();
            all(watcher -> watcher.onTyping(body));
        }
    }

    private void all(Consumer<Watcher> telling) {
        List.copyOf(watchers).stream().filter(watcher -> !watcher.isOver()).forEach(telling);
    }

    private void ask() {
        List<Watcher> asked = List.copyOf(wanting);
        wanting.clear();
        asking = !asked.isEmpty();
        if (asking) {
            feeds.whoIsHere(id).onComplete(answer -> {
                if (answer.succeeded()) {
                    ask();
                    tell(asked, answer.result());
                } else {
                    asked.stream()
                            .filter(watcher -> watcher.triesOnWithout(answer.cause()))
                            .forEach(wanting::add);
                    feeds.later(this::ask);
                }
            });
        }
    }

    private static void tell(List<Watcher> asked, RoomPresence presence) {
        Buffer body = PresenceJson.snapshot(presence).toBuffer();
        asked.forEach(watcher -> watcher.onSnapshot(presence.version(), body));
    }
}
