package dev.parley.gateway.handler;

import dev.parley.gateway.stomp.Header;
import io.vertx.ext.stomp.Frame;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Credentials in the headers of a frame. */
final class Credentials {
    private Credentials() {}

    /** {@code Authorization}, written as in HTTP or all in lower case, as some clients do. */
    static @Nullable String authorization(Frame frame) {
        String value = frame.getHeader(Header.AUTHORIZATION);
        return value != null ? value : frame.getHeader(Header.AUTHORIZATION.toLowerCase(Locale.ROOT));
    }
}
