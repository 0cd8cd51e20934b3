package dev.parley.gateway.session;

import dev.parley.contracts.error.ErrorCode;

/** Why a connection ends: the status of a WebSocket's close frame (RFC 6455, 7.4.1) and one short text. */
public enum CloseReason {
    NORMAL(1000, "bye"),
    GOING_AWAY(1001, "restarting: reconnect and resume"),
    PROTOCOL(1002, "protocol error"),
    INVALID_TEXT(1007, "a text is not UTF-8"),
    POLICY(1008, "policy"),
    TOO_BIG(1009, "too large"),
    INTERNAL(1011, "internal error"),
    TRY_LATER(1013, "try again later");

    private final int status;
    private final String text;

    CloseReason(int status, String text) {
        this.status = status;
        this.text = text;
    }

    /** The reason that goes with an ERROR of this code. */
    public static CloseReason of(ErrorCode code) {
        return switch (code) {
            case BAD_REQUEST -> PROTOCOL;
            case TOO_LARGE -> TOO_BIG;
            case INTERNAL -> INTERNAL;
            case UNAVAILABLE -> TRY_LATER;
            default -> POLICY;
        };
    }

    public int status() {
        return status;
    }

    public String text() {
        return text;
    }
}
