package dev.parley.gateway.session;

import dev.parley.gateway.stomp.StompVersion;
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

    /**
     * The mode that a header names; {@link #AUTO} where there is none, empty where it names none of the version's.
     * {@link #CLIENT_INDIVIDUAL} came with 1.1.
     */
    public static Optional<AckMode> of(@Nullable String header, StompVersion version) {
        return header == null
                ? Optional.of(AUTO)
                : Arrays.stream(values())
                        .filter(mode -> mode != CLIENT_INDIVIDUAL || version != StompVersion.V1_0)
                        .filter(mode -> mode.text.equals(header))
                        .findFirst();
    }
}
