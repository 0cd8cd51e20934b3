package dev.parley.chaos;

import java.util.List;
import java.util.stream.Stream;

/** The services, in the order in which a rolling update replaces them: chat before gateways. */
enum Service {
    CHAT("chat"),
    PRESENCE("presence"),
    AUTH("auth"),
    GATEWAY("gateway");

    /** How many processes of each. */
    static final int EACH = 2;

    private final String word;

    Service(String word) {
        this.word = word;
    }

    /** As it begins the names of its processes. */
    String word() {
        return word;
    }

    /** The names of its processes: {@code chat-1}, {@code chat-2}. */
    List<String> processes() {
        return List.of(word + "-1", word + "-2");
    }

    /** The names of the processes of all services. */
    static List<String> all() {
        return Stream.of(values())
                .flatMap(service -> service.processes().stream())
                .toList();
    }
}
