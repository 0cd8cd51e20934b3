package dev.parley.gateway.interceptor;

import java.util.Optional;
import java.util.Set;

/**
 * Whose frame it is.
 *
 * @param sessionId as in the header {@code session} of CONNECTED
 * @param door {@code tcp}, {@code ws} or {@code sockjs}
 * @param address where the connection comes from: of a proxy, where there is one
 * @param speaker empty before CONNECTED
 * @param version the agreed version of STOMP, as in {@code 1.2}; empty before CONNECT
 */
public record InterceptedClient(
        String sessionId, String door, String address, Optional<Speaker> speaker, Optional<String> version) {
    /** Who has been authenticated, or a guest. */
    public record Speaker(String userId, String username, Set<String> roles) {
        public Speaker {
            roles = Set.copyOf(roles);
        }
    }
}
