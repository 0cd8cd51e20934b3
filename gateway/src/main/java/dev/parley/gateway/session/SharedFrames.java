package dev.parley.gateway.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one message, by what makes those of two readers the same; nearly all readers' are. Does not release them.
 * One event loop.
 */
public final class SharedFrames<K> {
    /** Frames that are found again; readers beyond that have theirs encoded for themselves. */
    private static final int MAX_FRAMES = 8;

    private final List<Entry<K>> entries = new ArrayList<>(1);

    private record Entry<K>(K key, SharedFrame frame) {}

    /** The frame of this key, null where it is to be encoded. */
    public @Nullable SharedFrame find(K key) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).key().equals(key)) {
                return entries.get(i).frame();
            }
        }
        return null;
    }

    /** A frame that was encoded. */
    public void add(K key, SharedFrame frame) {
        if (entries.size() < MAX_FRAMES) {
            entries.add(new Entry<>(key, frame));
        }
    }

    /** A frame that is about to be released. */
    public void forget(SharedFrame frame) {
        entries.removeIf(entry -> entry.frame() == frame);
    }
}
