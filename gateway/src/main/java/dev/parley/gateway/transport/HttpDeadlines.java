package dev.parley.gateway.transport;

import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.session.Wheel;
import dev.parley.platform.config.Settings;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts HTTP connections that do not get on: with a request's head, its body, reading an answer, or with anything at all
 * between requests. One for each event loop: looks at its connections once a second, so that none has a timer. A
 * connection that belongs to a session, by an upgrade or as the answer of a SockJS transport, is that session's affair.
 */
public final class HttpDeadlines {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Options options;
    private final Wheel wheel;
    private final Limits limits;
    private final Set<HttpExchanges> all = new HashSet<>();

    /**
     * How long a peer may take.
     *
     * @param header for the head of a request, from the opening of the connection or the first byte behind an answer
     * @param body for the body of a request; also for taking anything of an answer that waits to be read
     * @param idle between an answer and the next request
     */
    public record Options(Duration header, Duration body, Duration idle) {
        /** Reads {@code PARLEY_HTTP_*_SECONDS}. */
        public static Options of(Settings settings) {
            return new Options(
                    seconds(settings, "PARLEY_HTTP_HEADER_SECONDS", 10),
                    seconds(settings, "PARLEY_HTTP_BODY_SECONDS", 30),
                    seconds(settings, "PARLEY_HTTP_IDLE_SECONDS", 75));
        }

        private static Duration seconds(Settings settings, String key, int fallback) {
            return Duration.ofSeconds(settings.number(key, fallback, 1, 3600));
        }
    }

    public HttpDeadlines(Options options, Wheel wheel, Limits limits) {
        this.options = options;
        this.wheel = wheel;
        this.limits = limits;
        wheel.after(LOOK_EVERY, this::look);
    }

    /** Watches a connection that was just accepted; one too many is told so and ends. */
    void watch(HttpConnection connection) {
        ClientAddress address = ClientAddress.of(connection.remoteAddress());
        try {
            Ticket place = limits.admission().knock(address);
            HttpExchanges exchanges = new HttpExchanges(this, wheel, place);
            all.add(exchanges);
            Channels.addBeforeVertx(connection, exchanges);
        } catch (Refusal full) {
            Channels.cut(connection, HttpRefusal.bytes(full));
        }
    }

    /** The answer to the request on this connection is part of a session, until it ends. */
    static void leaveToSession(HttpConnection connection) {
        HttpExchanges exchanges = Channels.find(connection, HttpExchanges.class);
        if (exchanges != null) {
            exchanges.leaveToSession();
        }
    }

    /** A place again, for a connection whose answer to a session's request has ended. */
    Ticket knockAgain(Ticket before) {
        return limits.admission().knock(before.address());
    }

    void forget(HttpExchanges exchanges) {
        all.remove(exchanges);
    }

    /** How many connections are watched. */
    int size() {
        return all.size();
    }

    private void look() {
        wheel.after(LOOK_EVERY, this::look);
        List.copyOf(all).forEach(exchanges -> exchanges.overdue(options).ifPresent(limit -> cut(exchanges, limit)));
    }

    private void cut(HttpExchanges exchanges, Limit limit) {
        limits.exceeded(limit);
        exchanges.cut();
    }
}
