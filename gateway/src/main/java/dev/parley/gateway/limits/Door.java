package dev.parley.gateway.limits;

import java.util.Locale;

/** By which door a connection came; the label of {@code parley_connections}. */
public enum Door {
    TCP,
    WS,
    SOCKJS,
    BRIDGE;

    /** As in metrics and logs: {@code sockjs}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
