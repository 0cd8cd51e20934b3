package dev.parley.gateway.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.gateway.stomp.Heard.Said;
import dev.parley.gateway.stomp.ReferenceDecoder.Event;
import dev.parley.gateway.stomp.ReferenceDecoder.Verdict;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What holds for any bytes, in every version, under narrow limits and the default ones. A target for Jazzer: see
 * docs/testing.md. {@link FuzzCorpusTest} replays what it found.
 */
public final class DecoderFuzz {
    private static final List<DecoderLimits> LIMITS = List.of(new DecoderLimits(3, 24, 16), DecoderLimits.DEFAULTS);

    private DecoderFuzz() {}

    /** The bytes that one client sends. */
    public static void fuzzerTestOneInput(byte[] stream) {
        for (DecoderLimits limits : LIMITS) {
            for (StompVersion version : StompVersion.values()) {
                new Trial(stream, version, limits).run();
            }
        }
    }

    /** What a decoder did, thing by thing, each with the number of the chunk; errorAt is -1 where there was none. */
    private record Outcome(
            List<Event> events, int errorAt, @Nullable ErrorCode code) {
        List<Optional<Said>> said() {
            return events.stream().map(Event::frame).toList();
        }
    }

    /** One stream in one version under one set of limits. */
    private static final class Trial {
        private final byte[] stream;
        private final StompVersion version;
        private final DecoderLimits limits;

        private Trial(byte[] stream, StompVersion version, DecoderLimits limits) {
            this.stream = stream;
            this.version = version;
            this.limits = limits;
        }

        private void run() {
            Outcome slow = decode(cut(1, 1), Integer.MAX_VALUE);
            agreesWithTheReference(slow);
            isTheSameHoweverItIsCut(slow);
            endsWithItsSink(slow);
        }

        private void agreesWithTheReference(Outcome slow) {
            Verdict verdict = ReferenceDecoder.read(stream, version, limits);
            assertThat(slow.events).as("events, %s", this).isEqualTo(verdict.events());
            if (slow.code == null) {
                assertThat(verdict.deadline()).as("an error, %s", this).isGreaterThanOrEqualTo(stream.length);
            } else {
                assertThat(verdict.allows(slow.errorAt, slow.code))
                        .as("%s at %s: %s, %s", slow.code, slow.errorAt, verdict, this)
                        .isTrue();
            }
        }

        private void isTheSameHoweverItIsCut(Outcome slow) {
            for (List<Buffer> chunks : List.of(cut(stream.length, stream.length), cut(1, 9), cut(3, 40))) {
                Outcome other = decode(chunks, Integer.MAX_VALUE);
                assertThat(other.said()).as("events, %s", this).isEqualTo(slow.said());
                assertThat(other.code).as("error, %s", this).isEqualTo(slow.code);
                assertThat(other.errorAt)
                        .as("place of the error, %s", this)
                        .isEqualTo(slow.code == null ? -1 : chunkOf(slow.errorAt, chunks));
            }
        }

        /** A sink that closes at its n-th event hears n and no error, however much follows. */
        private void endsWithItsSink(Outcome slow) {
            if (slow.events.isEmpty()) {
                return;
            }
            int most = 1 + new Random(Arrays.hashCode(stream)).nextInt(slow.events.size());
            for (List<Buffer> chunks : List.of(cut(1, 1), cut(stream.length, stream.length))) {
                Outcome closed = decode(chunks, most);
                assertThat(closed.said())
                        .as("events, %s", this)
                        .isEqualTo(slow.said().subList(0, most));
                assertThat(closed.code).as("error, %s", this).isNull();
            }
        }

        private Outcome decode(List<Buffer> chunks, int most) {
            FrameDecoder decoder = new FrameDecoder(limits);
            decoder.speak(version);
            Recorder recorder = new Recorder(most);
            ErrorCode code = null;
            int errorAt = -1;
            for (Buffer chunk : chunks) {
                try {
                    decoder.decode(chunk, recorder);
                } catch (FrameError error) {
                    assertThat(code).as("a second error, %s", this).isNull();
                    code = error.code();
                    errorAt = recorder.chunk;
                }
                assertThat((long) decoder.bufferedBytes())
                        .as("bytes held, %s", this)
                        .isBetween(0L, code == null ? limits.maxBufferedBytes() : 0);
                recorder.chunk++;
            }
            return new Outcome(recorder.events, errorAt, code);
        }

        private List<Buffer> cut(int least, int most) {
            Random random = new Random(Arrays.hashCode(stream));
            List<Buffer> chunks = new ArrayList<>();
            for (int at = 0; at < stream.length; ) {
                int end = Math.min(stream.length, at + least + random.nextInt(most - least + 1));
                chunks.add(Buffer.buffer(Arrays.copyOfRange(stream, at, end)));
                at = end;
            }
            return chunks;
        }

        private static int chunkOf(int at, List<Buffer> chunks) {
            int chunk = 0;
            for (int end = chunks.get(0).length();
                    end <= at;
                    end += chunks.get(chunk).length()) {
                chunk++;
            }
            return chunk;
        }

        @Override
        public String toString() {
            return version + " under " + limits;
        }
    }

    /** Remembers with each thing in which chunk it came, and is closed after so many. */
    private static final class Recorder implements FrameDecoder.Sink {
        private final List<Event> events = new ArrayList<>();
        private final int most;
        private int chunk;

        private Recorder(int most) {
            this.most = most;
        }

        @Override
        public void onFrame(Frame frame) {
            on(Optional.of(Said.of(frame)));
        }

        @Override
        public void onHeartBeat() {
            on(Optional.empty());
        }

        @Override
        public boolean isOpen() {
            return events.size() < most;
        }

        private void on(Optional<Said> frame) {
            events.add(new Event(chunk, frame));
        }
    }
}
