package dev.parley.gateway.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.ext.stomp.Command;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Any text as the value of a header: each reader answers, or refuses with {@code bad-request}. A target for Jazzer: see
 * docs/testing.md. {@link FuzzCorpusTest} replays what it found.
 */
public final class ScalarsFuzz {
    private static final Destinations DESTINATIONS = new Destinations("/publish", "/subscribe");
    private static final Destinations ONE_PREFIX = new Destinations("/a/b", "/a/b");

    private ScalarsFuzz() {}

    /** The UTF-8 of a header's value. */
    public static void fuzzerTestOneInput(byte[] utf8) throws FrameError {
        String value = new String(utf8, StandardCharsets.UTF_8);
        answered(() -> HeartBeat.parse(value)).ifPresent(ScalarsFuzz::isTheSameAsItsText);
        StompVersion.negotiate(value)
                .ifPresent(version -> assertThat(value).as("the version").contains(version.text()));
        for (Destinations destinations : new Destinations[] {DESTINATIONS, ONE_PREFIX}) {
            answered(() -> destinations.ofSend(value));
            answered(() -> destinations.ofSubscribe(value));
        }
        for (StompVersion version : StompVersion.values()) {
            Escaping escaping = Escaping.of(Command.MESSAGE, version);
            endsNoLine(escaping.escapeName(value));
            endsNoLine(escaping.escapeValue(value));
            assertThat(escaping.unescape(escaping.escapeValue(value)))
                    .as("a value there and back, %s", escaping)
                    .isEqualTo(sayable(escaping, value));
        }
    }

    private static void isTheSameAsItsText(HeartBeat heartBeat) {
        assertThat(HeartBeat.parse(heartBeat.text())).isEqualTo(heartBeat);
    }

    private static void endsNoLine(String escaped) {
        assertThat(escaped).as("an escaped header").doesNotContain("\n", "\r", "\0");
    }

    /** With a space for what the escaping has no way to say. */
    private static String sayable(Escaping escaping, String value) {
        return switch (escaping) {
            case NONE -> value.replaceAll("[\r\n\0]", " ");
            case V1_1 -> value.replaceAll("[\r\0]", " ");
            case V1_2 -> value.replace('\0', ' ');
        };
    }

    private static <T> Optional<T> answered(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (Refusal refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            return Optional.empty();
        }
    }
}
