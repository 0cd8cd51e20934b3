package dev.parley.gateway.stomp;

import static dev.parley.gateway.stomp.Heard.reading;
import static dev.parley.gateway.stomp.StompVersion.V1_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.parley.gateway.stomp.Heard.Said;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What STOMP 1.2 says of frames, clause by clause. */
class FrameDecoderTest {

    @Nested
    @DisplayName("STOMP 1.2, \"Augmented BNF\"")
    class AugmentedBnf {
        @Test
        void aFrameIsACommandHeadersAnEmptyLineABodyAndANul() throws FrameError {
            Said said = reading(V1_2, "SEND\ndestination:/a\nx:y\n\nhello\0").only();

            assertThat(said.command()).isEqualTo(Command.SEND);
            assertThat(said.headers()).containsExactly(entry("destination", "/a"), entry("x", "y"));
            assertThat(said.text()).isEqualTo("hello");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CONNECT",
                    "STOMP",
                    "SEND",
                    "SUBSCRIBE",
                    "UNSUBSCRIBE",
                    "ACK",
                    "NACK",
                    "BEGIN",
                    "COMMIT",
                    "ABORT",
                    "DISCONNECT"
                })
        void everyCommandOfAClientIsKnown(String command) throws FrameError {
            Heard heard = reading(V1_2, command + "\n\n\0");

            assertThat(heard.only().command().name()).isEqualTo(command);
        }

        @Test
        void linesMayEndWithCarriageReturnAndLineFeed() throws FrameError {
            Heard heard = reading(V1_2, "SEND\r\na:b\r\n\r\nhi\0");

            assertThat(heard.only().headers()).containsEntry("a", "b");
            assertThat(heard.only().text()).isEqualTo("hi");
        }

        @Test
        void framesFollowEachOtherWithAndWithoutEolsBetween() throws FrameError {
            Heard heard = reading(V1_2, "BEGIN\n\n\0COMMIT\n\n\0\n\r\nABORT\n\n\0");

            assertThat(heard.frames)
                    .extracting(Said::command)
                    .containsExactly(Command.BEGIN, Command.COMMIT, Command.ABORT);
            assertThat(heard.heartBeats).isEqualTo(2);
        }

        @Test
        void aHeaderMayHaveAnEmptyValue() throws FrameError {
            Heard heard = reading(V1_2, "SEND\na:\n\n\0");

            assertThat(heard.only().headers()).containsEntry("a", "");
        }

        @Test
        void aColonThatAClientForgotToEscapeBelongsToTheValue() throws FrameError {
            Heard heard = reading(V1_2, "SEND\na:http://b:1\n\n\0");

            assertThat(heard.only().headers()).containsEntry("a", "http://b:1");
        }

        @Test
        void theEmptyBodyIsThereAndEmpty() throws FrameError {
            Heard heard = reading(V1_2, "SEND\n\n\0");

            assertThat(heard.only().body()).isEqualTo(Buffer.buffer());
        }
    }

    @Nested
    @DisplayName("STOMP 1.2, \"Heart-beating\"")
    class HeartBeating {
        @Test
        void anEolBeforeAnyFrameIsAHeartBeat() throws FrameError {
            Heard heard = reading(V1_2, "\n\r\n\nCONNECT\n\n\0");

            assertThat(heard.heartBeats).isEqualTo(3);
            assertThat(heard.only().command()).isEqualTo(Command.CONNECT);
        }

        @Test
        void anEolThatIsCutInTwoIsOneHeartBeat() throws FrameError {
            FrameDecoder decoder = new FrameDecoder(DecoderLimits.DEFAULTS);
            Heard heard = new Heard();

            decoder.decode(Buffer.buffer("\r"), heard);
            decoder.decode(Buffer.buffer("\n"), heard);

            assertThat(heard.heartBeats).isEqualTo(1);
            assertThat(decoder.bufferedBytes()).isZero();
        }
    }

    @Nested
    @DisplayName("STOMP 1.2, \"Body\"")
    class Body {
        @Test
        void aBodyWithContentLengthMayHoldNulsAndLooksLikeNoFrame() throws FrameError {
            Heard heard = reading(V1_2, "SEND\ncontent-length:21\n\na\0SUBSCRIBE\nid:0\n\n\0bc\0");

            assertThat(heard.only().text()).isEqualTo("a\0SUBSCRIBE\nid:0\n\n\0bc");
        }

        @Test
        void aBodyWithContentLengthMayComeInPiecesWithTheNextFrameBehindIt() throws FrameError {
            FrameDecoder decoder = new FrameDecoder(DecoderLimits.DEFAULTS);
            Heard heard = new Heard();

            decoder.decode(Buffer.buffer("SEND\ncontent-length:5\n\nab"), heard);
            decoder.decode(Buffer.buffer("cde\0ACK\n\n\0"), heard);

            assertThat(heard.frames).extracting(Said::text).containsExactly("abcde", "");
        }

        @Test
        void contentLengthCountsBytesAndNotCharacters() throws FrameError {
            Heard heard = reading(V1_2, "SEND\ncontent-length:6\n\n안녕\0");

            assertThat(heard.only().text()).isEqualTo("안녕");
        }

        @Test
        void aContentLengthOfZeroIsAnEmptyBody() throws FrameError {
            Heard heard = reading(V1_2, "SEND\ncontent-length:0\n\n\0ACK\n\n\0");

            assertThat(heard.frames).extracting(Said::command).containsExactly(Command.SEND, Command.ACK);
        }

        @Test
        void everyFrameMayHaveAContentLengthAsLongAsItsBodyIsEmpty() throws FrameError {
            Heard heard = reading(V1_2, "SUBSCRIBE\ncontent-length:0\n\n\0");

            assertThat(heard.only().headers()).containsEntry("content-length", "0");
        }

        @Test
        void aBodyWithoutContentLengthEndsAtTheFirstNul() throws FrameError {
            Heard heard = reading(V1_2, "SEND\n\na\nb\0\n");

            assertThat(heard.only().text()).isEqualTo("a\nb");
            assertThat(heard.heartBeats).isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("STOMP 1.2, \"Repeated Header Entries\"")
    class RepeatedHeaderEntries {
        @Test
        void theFirstCounts() throws FrameError {
            Heard heard = reading(V1_2, "SEND\nfoo:World\nfoo:Hello\n\n\0");

            assertThat(heard.only().headers()).containsOnly(entry("foo", "World"));
        }

        @Test
        void theFirstContentLengthCounts() throws FrameError {
            Heard heard = reading(V1_2, "SEND\ncontent-length:2\ncontent-length:abc\n\nhi\0");

            assertThat(heard.only().text()).isEqualTo("hi");
        }
    }

    @Nested
    class WhenItIsOver {
        @Test
        void nothingIsDeliveredBehindAFatalErrorInTheSameChunkOrALaterOne() throws FrameError {
            FrameDecoder decoder = new FrameDecoder(DecoderLimits.DEFAULTS);
            Heard heard = new Heard();

            assertThatThrownBy(
                            () -> decoder.decode(Buffer.buffer("ACK\n\n\0BOGUS\n\n\0SUBSCRIBE\nid:0\n\n\0\n"), heard))
                    .isInstanceOf(FrameError.class);
            decoder.decode(Buffer.buffer("\nSUBSCRIBE\nid:0\n\n\0"), heard);

            assertThat(heard.only().command()).isEqualTo(Command.ACK);
            assertThat(heard.heartBeats).isZero();
            assertThat(decoder.bufferedBytes()).isZero();
        }

        @Test
        void nothingIsDeliveredBehindAFrameThatClosedTheSink() throws FrameError {
            FrameDecoder decoder = new FrameDecoder(DecoderLimits.DEFAULTS);
            Heard heard = new Heard();
            heard.then = frame -> heard.open = false;

            decoder.decode(Buffer.buffer("DISCONNECT\n\n\0\nSUBSCRIBE\nid:0\n\n\0"), heard);
            heard.open = true;
            decoder.decode(Buffer.buffer("SUBSCRIBE\nid:0\n\n\0"), heard);

            assertThat(heard.only().command()).isEqualTo(Command.DISCONNECT);
            assertThat(heard.heartBeats).isZero();
        }

        @Test
        void aSinkThatThrowsIsNotCalledAgain() throws FrameError {
            FrameDecoder decoder = new FrameDecoder(DecoderLimits.DEFAULTS);
            Heard heard = new Heard();
            heard.then = frame -> {
                throw new IllegalStateException("a bug");
            };

            assertThatThrownBy(() -> decoder.decode(Buffer.buffer("ACK\n\n\0NACK\n\n\0"), heard))
                    .isInstanceOf(IllegalStateException.class);
            decoder.decode(Buffer.buffer("SEND\n\n\0"), heard);

            assertThat(heard.only().command()).isEqualTo(Command.ACK);
        }
    }
}
