package dev.parley.gateway.limits;

import java.util.Locale;

/** The limits that are counted when a client exceeds them: the label of {@code parley_limit_exceeded_total}. */
public enum Limit {
    BODY,
    HEADERS,
    HEADER_LINE,
    MESSAGE_TEXT,
    SUBSCRIPTIONS,
    CONNECT_TIME,
    SLOW_CONSUMER,
    SENDS,
    USER_SENDS,
    ADDRESS_SENDS,
    FRAMES,
    CONNECTIONS,
    ADDRESS_CONNECTIONS,
    HANDSHAKES,
    HTTP_HEADER_TIME,
    HTTP_BODY_TIME,
    HTTP_READ_TIME,
    HTTP_IDLE_TIME;

    /** As in metrics and documents: {@code header-line}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
