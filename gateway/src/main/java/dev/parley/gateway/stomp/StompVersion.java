package dev.parley.gateway.stomp;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The protocol versions spoken here, oldest first. */
public enum StompVersion {
    V1_0("1.0", "v10.stomp"),
    V1_1("1.1", "v11.stomp"),
    V1_2("1.2", "v12.stomp");

    private static final List<StompVersion> BEST_FIRST =
            Arrays.stream(values()).sorted(Comparator.reverseOrder()).toList();
    private static final List<String> SUB_PROTOCOLS =
            BEST_FIRST.stream().map(StompVersion::subProtocol).toList();

    private final String text;
    private final String subProtocol;

    StompVersion(String text, String subProtocol) {
        this.text = text;
        this.subProtocol = subProtocol;
    }

    /** As in {@code accept-version} and {@code version}: {@code 1.2}. */
    public String text() {
        return text;
    }

    /** The WebSocket sub-protocol: {@code v12.stomp}. */
    public String subProtocol() {
        return subProtocol;
    }

    /** All sub-protocols, best first: what a WebSocket door offers. */
    public static List<String> subProtocols() {
        return SUB_PROTOCOLS;
    }

    /**
     * The highest version that both sides speak (STOMP 1.2, "Protocol Negotiation"). A client that does not say speaks
     * 1.0; spaces around a version do not count.
     *
     * @param acceptVersion the header {@code accept-version} of CONNECT, or null where there is none
     * @return empty when there is no common version: answer ERROR with {@link #supportedText()} and close
     */
    public static Optional<StompVersion> negotiate(@Nullable String acceptVersion) {
        return negotiate(acceptVersion, Optional.empty());
    }

    /**
     * The same where the transport has agreed on a version already, as a WebSocket's sub-protocol does.
     *
     * @param agreed the only version that is possible; empty for all of them
     */
    public static Optional<StompVersion> negotiate(@Nullable String acceptVersion, Optional<StompVersion> agreed) {
        String[] offered = (acceptVersion == null ? V1_0.text : acceptVersion).split(",", -1);
        for (StompVersion version : BEST_FIRST) {
            if (agreed.orElse(version) == version && version.isAmong(offered)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    private boolean isAmong(String[] offered) {
        for (String one : offered) {
            if (one.trim().equals(text)) {
                return true;
            }
        }
        return false;
    }

    /** The version that a sub-protocol stands for; empty for any other name. */
    public static Optional<StompVersion> ofSubProtocol(@Nullable String subProtocol) {
        for (StompVersion version : BEST_FIRST) {
            if (version.subProtocol.equals(subProtocol)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /** Every version spoken, for the {@code version} header of the ERROR of a failed negotiation. */
    public static String supportedText() {
        return Arrays.stream(values()).map(StompVersion::text).collect(Collectors.joining(","));
    }
}
