package dev.parley.gateway.session;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.SessionId;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.interceptor.InterceptedClient;
import dev.parley.gateway.interceptor.InterceptedClient.Speaker;
import dev.parley.gateway.stomp.StompVersion;
import java.util.Optional;

/** Where a session is in its life; {@link Session} draws the chart. What exists only in a state lives in it. */
public sealed interface SessionState {
    /** What an interceptor is told of a session in this state. */
    default InterceptedClient asIntercepted(SessionId id, String door, String address) {
        return new InterceptedClient(id.value(), door, address, Optional.empty(), Optional.empty());
    }

    /** The transport is there; CONNECT has not come. */
    record Opened(Wheel.Entry deadline) implements SessionState {}

    /** CONNECT has come; whether it is believed is not decided. Frames wait. */
    record Authenticating(StompVersion version, Wheel.Entry deadline) implements SessionState {
        @Override
        public InterceptedClient asIntercepted(SessionId id, String door, String address) {
            return new InterceptedClient(id.value(), door, address, Optional.empty(), Optional.of(version.text()));
        }
    }

    /** CONNECTED was sent. */
    record Open(StompVersion version, Identity identity) implements SessionState {
        @Override
        public InterceptedClient asIntercepted(SessionId id, String door, String address) {
            Actor who = identity.actor();
            Speaker speaker = new Speaker(who.id().value(), who.username(), who.roles());
            return new InterceptedClient(id.value(), door, address, Optional.of(speaker), Optional.of(version.text()));
        }
    }

    /** Ending: what was written is leaving, nothing that comes counts. */
    record Closing() implements SessionState {}

    /** The transport is gone. */
    record Closed() implements SessionState {}
}
