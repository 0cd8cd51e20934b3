package dev.parley.bench.micro;

import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.FrameDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Frame;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A SEND with a body of 256 bytes, in. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecoderBenchmark {
    private final Buffer chunk = Samples.send();
    private final FrameDecoder decoder = new FrameDecoder(new DecoderLimits(64, 1024, 65_536));
    private final Last last = new Last();

    private static final class Last implements FrameDecoder.Sink {
        private Frame frame = new Frame();

        @Override
        public void onFrame(Frame decoded) {
            frame = decoded;
        }

        @Override
        public void onHeartBeat() {}

        @Override
        public boolean isOpen() {
            return true;
        }
    }

    /** The baseline: the same bytes, copied. */
    @Benchmark
    public byte[] copy() {
        return chunk.getBytes();
    }

    /** The decoder, the frame in one chunk. */
    @Benchmark
    public Frame decode() throws Exception {
        decoder.decode(chunk, last);
        return last.frame;
    }
}
