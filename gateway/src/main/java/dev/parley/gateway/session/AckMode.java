package dev.parley.gateway.session;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the client acknowledges what a subscription delivers (STOMP 1.2, "SUBSCRIBE ack Header"). */
public enum AckMode {
    /** Not at all. */
    AUTO("auto"),
    /** One ACK stands for all that the subscription delivered before, too. */
    CLIENT("client"),
    /** Each for itself. */
    CLIENT_INDIVIDUAL("client-individual");

    private final String text;

    AckMode(String text) {
        this.text = text;
    }

    /** The mode that a header names; {@link #AUTO} where there is none, empty where it names none of them. */
    public static Optional<AckMode> of(@Nullable String header) {
        return header == null
                ? Optional.of(AUTO)
                : Arrays.stream(values())
                        .filter(mode -> mode.text.equals(header))
                        .findFirst();
    }
}
