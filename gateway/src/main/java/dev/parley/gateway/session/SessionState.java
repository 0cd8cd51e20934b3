package dev.parley.gateway.session;

import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.stomp.StompVersion;

/** Where a session is in its life; {@link Session} draws the chart. What exists only in a state lives in it. */
public sealed interface SessionState {
    /** The transport is there; CONNECT has not come. */
    record Opened(Wheel.Entry deadline) implements SessionState {}

    /** CONNECT has come; whether it is believed is not decided. Frames wait. */
    record Authenticating(StompVersion version, Wheel.Entry deadline) implements SessionState {}

    /** CONNECTED was sent. */
    record Open(StompVersion version, Identity identity) implements SessionState {}

    /** Ending: what was written is leaving, nothing that comes counts. */
    record Closing() implements SessionState {}

    /** The transport is gone. */
    record Closed() implements SessionState {}
}
