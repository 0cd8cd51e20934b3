package dev.parley.gateway.limits;

import java.util.Locale;

/** The limits that are counted when a client exceeds them: the label of {@code parley_limit_exceeded_total}. */
public enum Limit {
    BODY,
    HEADERS,
    HEADER_LINE,
    MESSAGE_TEXT,
    SUBSCRIPTIONS,
    UNACKNOWLEDGED,
    TRANSACTIONS,
    TRANSACTION_FRAMES,
    TRANSACTION_BYTES,
    PENDING_FRAMES,
    PENDING_BYTES,
    SLOW_CONSUMER,
    BACKLOG,
    CONNECT_TIME,
    TLS_TIME,
    HEART_BEAT,
    SENDS,
    USER_SENDS,
    ADDRESS_SENDS,
    FRAMES,
    USER_CALLS,
    ADDRESS_CALLS,
    REGISTRATIONS,
    GUESTS,
    QUEUE_MESSAGES,
    QUEUE_BYTES,
    QUEUE_DELIVERIES,
    QUEUE_TIME,
    WS_MESSAGE,
    WS_PINGS,
    WS_SILENCE,
    SOCKJS_MESSAGES,
    CONNECTIONS,
    ADDRESS_CONNECTIONS,
    HANDSHAKES,
    CONNECTS,
    HTTP_HEAD,
    HTTP_BODY,
    HTTP_HEADER_TIME,
    HTTP_BODY_TIME,
    HTTP_READ_TIME,
    HTTP_IDLE_TIME;

    /** As in metrics and documents: {@code header-line}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
