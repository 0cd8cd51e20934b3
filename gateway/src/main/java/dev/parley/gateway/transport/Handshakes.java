package dev.parley.gateway.transport;

import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Limits;
import io.netty.handler.ssl.SslHandshakeTimeoutException;

/** Handshakes of TLS, which a connection has to be through with before any door hears of it. */
final class Handshakes {
    private Handshakes() {}

    /** Counts one that was cut off as it took too long; others, with what is no TLS, are nobody's limit. */
    static void count(Throwable failure, Limits limits) {
        if (failure instanceof SslHandshakeTimeoutException) {
            limits.exceeded(Limit.TLS_TIME);
        }
    }
}
