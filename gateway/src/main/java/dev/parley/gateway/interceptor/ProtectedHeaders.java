package dev.parley.gateway.interceptor;

import java.util.Set;

/**
 * The headers of the server's frames that say what was agreed, which message this is, where in the log it stands and who
 * is who. A client relies on them, so they stay as the gateway wrote them, and where it wrote none there is none.
 */
final class ProtectedHeaders {
    private static final String OF_USERS = "user";
    private static final Set<String> NAMES = Set.of(
            "ack",
            "content-length",
            "duplicate",
            "epoch",
            "from",
            "head",
            "heart-beat",
            "message-id",
            "receipt-id",
            "recovered",
            "replay",
            "seq",
            "session",
            "subscription",
            "token-expires",
            "version");

    private ProtectedHeaders() {}

    /** The changed frame with these headers, and no others of them, as they were in the original. */
    static InterceptedFrame restore(InterceptedFrame original, InterceptedFrame changed) {
        if (changed == original) {
            return changed;
        }
        return changed.mustComeFrom(original).withHeaders(headers -> {
            headers.keySet().removeIf(ProtectedHeaders::isOne);
            original.headers().forEach((name, value) -> {
                if (isOne(name)) {
                    headers.put(name, value);
                }
            });
        });
    }

    private static boolean isOne(String name) {
        return NAMES.contains(name) || name.startsWith(OF_USERS);
    }
}
