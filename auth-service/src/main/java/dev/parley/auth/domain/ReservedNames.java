package dev.parley.auth.domain;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Usernames that nobody may register, and those that look like them in the letters that usernames have: {@code adm1n},
 * {@code r00t}, {@code sys.tem}, {@code rnoderator}.
 */
public final class ReservedNames {
    private final Set<String> skeletons;

    public ReservedNames(Collection<String> names) {
        this.skeletons = names.stream().map(ReservedNames::skeleton).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a name is one of them, or looks like one. */
    public boolean contains(Username name) {
        return skeletons.contains(skeleton(name.value()));
    }

    /** What the eye makes of a name: equal for those that can be taken for each other. */
    private static String skeleton(String name) {
        StringBuilder seen = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            switch (character) {
                case '.', '_', '-' -> {} // passed over
                case '0' -> seen.append('o');
                case '1', 'i' -> seen.append('l');
                case '3' -> seen.append('e');
                case '4' -> seen.append('a');
                case '5' -> seen.append('s');
                case '6', '9' -> seen.append('g');
                case '7' -> seen.append('t');
                case '8' -> seen.append('b');
                case '2' -> seen.append('z');
                default -> seen.append(character);
            }
        }
        return seen.toString().replace("rn", "m").replace("vv", "w");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReservedNames names && names.skeletons.equals(skeletons);
    }

    @Override
    public int hashCode() {
        return skeletons.hashCode();
    }
}
