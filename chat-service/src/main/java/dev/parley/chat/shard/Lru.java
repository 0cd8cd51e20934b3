package dev.parley.chat.shard;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was not used for the longest time. */
@SuppressWarnings("serial") // never serialised
final class Lru<K, V> extends LinkedHashMap<K, V> {
    private static final int INITIAL = 16;
    private static final float LOAD = 0.75f;

    private final int limit;

    Lru(int limit) {
        super(INITIAL, LOAD, true);
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
