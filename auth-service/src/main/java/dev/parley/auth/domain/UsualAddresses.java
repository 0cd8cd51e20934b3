package dev.parley.auth.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From where usernames were signed in to: the last addresses of each of the names that were signed in to last. So bounded
 * by name, too, that who has an account cannot fill it with addresses. For one thread.
 */
final class UsualAddresses {
    /** Of one name: at home, at work, on the way. */
    static final int OF_A_NAME = 8;

    private final int names;
    private final Map<Username, Map<String, Boolean>> addresses = new LinkedHashMap<>(16, 0.75f, true);

    /** @param names of how many they are remembered */
    UsualAddresses(int names) {
        this.names = names;
    }

    void add(Username name, String address) {
        Map<String, Boolean> known = addresses.computeIfAbsent(name, first -> new LinkedHashMap<>(4, 0.75f, true));
        known.put(address, true);
        bound(known, OF_A_NAME);
        bound(addresses, names);
    }

    boolean contains(Username name, String address) {
        Map<String, Boolean> known = addresses.get(name);
        return known != null && known.containsKey(address);
    }

    private static <K> void bound(Map<K, ?> map, int most) {
        if (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
