package dev.parley.gateway.stomp;

import static dev.parley.gateway.stomp.Heard.reading;
import static dev.parley.gateway.stomp.StompVersion.V1_0;
import static dev.parley.gateway.stomp.StompVersion.V1_1;
import static dev.parley.gateway.stomp.StompVersion.V1_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.stomp.Heard.Said;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the three versions differ. */
class FrameDecoderVersionsTest {

    @Nested
    @DisplayName("STOMP 1.2, \"Value Encoding\"")
    class In12 {
        @Test
        void fourEscapesAreDecodedInNamesAndValues() throws FrameError {
            Said said = reading(V1_2, "SEND\na\\cb:\\r\\n\\c\\\\n\n\n\0").only();

            assertThat(said.headers()).containsExactlyEntriesOf(Map.of("a:b", "\r\n:\\n"));
        }

        @Test
        void spacesAroundAValueAreKept() throws FrameError {
            Said said = reading(V1_2, "SEND\ndestination: /x \n\n\0").only();

            assertThat(said.headers()).containsEntry("destination", " /x ");
        }

        @Test
        void headersAreUtf8() throws FrameError {
            Said said = reading(V1_2, "SEND\n이름:민수 😀\n\n\0").only();

            assertThat(said.headers()).containsEntry("이름", "민수 😀");
        }

        @Test
        void theCharacterThatReplacesWhatIsMalformedMayBeMeant() throws FrameError {
            Said said = reading(V1_2, "SEND\na:\uFFFD\n\n\0").only();

            assertThat(said.headers()).containsEntry("a", "\uFFFD");
        }
    }

    @Nested
    @DisplayName("STOMP 1.1, \"Value Encoding\"")
    class In11 {
        @Test
        void threeEscapesAreDecoded() throws FrameError {
            Said said = reading(V1_1, "SEND\na:\\n\\c\\\\\n\n\0").only();

            assertThat(said.headers()).containsEntry("a", "\n:\\");
        }

        @ParameterizedTest
        @CsvSource({"\\r", "\\t", "x\\"})
        void anEscapeThatItDoesNotDefineIsFatal(String value) {
            assertThatThrownBy(() -> reading(V1_1, "SEND\na:" + value + "\n\n\0"))
                    .isInstanceOf(FrameError.class);
        }

        @Test
        void aCarriageReturnIsAnOctetUnlessItStandsBeforeALineFeed() throws FrameError {
            Said said = reading(V1_1, "SEND\r\na:b\rc\r\n\r\n\0").only();

            assertThat(said.headers()).containsEntry("a", "b\rc");
        }

        @Test
        void spacesAroundAValueAreKept() throws FrameError {
            Said said = reading(V1_1, "SEND\na: b \n\n\0").only();

            assertThat(said.headers()).containsEntry("a", " b ");
        }
    }

    @Nested
    @DisplayName("STOMP 1.0")
    class In10 {
        @Test
        void theFrameThatOpensHasNoBodyEither() {
            assertThatThrownBy(() -> reading(V1_0, "CONNECT\n\nbody\0")).isInstanceOf(FrameError.class);
        }

        @Test
        void thereAreNoEscapes() throws FrameError {
            Said said = reading(V1_0, "SEND\na:\\n\\t\\\n\n\0").only();

            assertThat(said.headers()).containsEntry("a", "\\n\\t\\");
        }

        @Test
        void spacesAroundAValueAreTrimmedAsItsExamplesHaveThem() throws FrameError {
            Said said = reading(V1_0, "SEND\ndestination: /x \ncontent-length: 2\n\nhi\0")
                    .only();

            assertThat(said.headers()).containsEntry("destination", "/x");
            assertThat(said.text()).isEqualTo("hi");
        }

        @Test
        void ofAValueOfSpacesNothingIsLeft() throws FrameError {
            Said said = reading(V1_0, "SEND\na:  \n\n\0").only();

            assertThat(said.headers()).containsEntry("a", "");
        }
    }

    @Nested
    @DisplayName("The frames that open a connection")
    class Opening {
        @ParameterizedTest
        @EnumSource(StompVersion.class)
        void areNotUnescapedInAnyVersion(StompVersion version) throws FrameError {
            Heard heard = reading(
                    version,
                    "CONNECT\naccept-version:1.2\npasscode:a\\c:\\t\n\n\0STOMP\naccept-version:1.2\np:\\n\n\n\0");

            assertThat(heard.frames.get(0).headers()).containsEntry("passcode", "a\\c:\\t");
            assertThat(heard.frames.get(1).headers()).containsEntry("p", "\\n");
        }

        @ParameterizedTest
        @CsvSource({"CONNECT", "STOMP"})
        void areTrimmedForAClientOf10(String command) throws FrameError {
            Heard heard = reading(V1_2, command + "\nlogin: alice \npasscode: p\n\n\0");

            assertThat(heard.only().headers()).containsOnly(Map.entry("login", "alice"), Map.entry("passcode", "p"));
        }

        @Test
        void areNotTrimmedForAnyOtherClient() throws FrameError {
            Heard heard = reading(V1_2, "CONNECT\naccept-version:1.0,1.1\npasscode: p \n\n\0");

            assertThat(heard.only().headers()).containsEntry("passcode", " p ");
        }

        @ParameterizedTest
        @EnumSource(StompVersion.class)
        void areTrimmedOrNotWhateverWasSpokenBefore(StompVersion version) throws FrameError {
            Heard heard = reading(version, "CONNECT\naccept-version:1.2\npasscode: p \n\n\0");

            assertThat(heard.only().headers()).containsEntry("passcode", " p ");
        }

        @ParameterizedTest
        @EnumSource(StompVersion.class)
        void haveNoCarriageReturnsInTheirHeadersInAnyVersion(StompVersion version) {
            assertThatThrownBy(() -> reading(version, "STOMP\npasscode:a\rb\n\n\0"))
                    .isInstanceOf(FrameError.class);
        }

        @Test
        void decideOnTheVersionOfTheFramesBehindThemInTheSameChunk() throws FrameError {
            FrameDecoder decoder = new FrameDecoder(DecoderLimits.DEFAULTS);
            Heard heard = new Heard();
            heard.then = frame -> {
                if (frame.getCommand() == Command.CONNECT) {
                    decoder.speak(V1_0);
                }
            };

            decoder.decode(Buffer.buffer("CONNECT\n\n\0SEND\na: \\t\n\n\0"), heard);

            assertThat(heard.frames.get(1).headers()).containsEntry("a", "\\t");
        }
    }
}
