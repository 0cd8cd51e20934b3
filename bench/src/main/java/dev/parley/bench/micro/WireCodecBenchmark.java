package dev.parley.bench.micro;

import dev.parley.contracts.Wire;
import dev.parley.contracts.bus.WireCodec;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An announcement on its way through the cluster's bus, by the number of events that were committed together. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WireCodecBenchmark {
    /** Events of one announcement. */
    @Param({"1", "10", "100"})
    public int events;

    private final WireCodec codec = new WireCodec();
    private Wire announcement = Samples.announcement(1, 1);
    private Buffer bytes = Buffer.buffer();

    /** Encodes it once. */
    @Setup
    public void encodeOnce() {
        announcement = Samples.announcement(1, events);
        bytes = encode();
    }

    /** The baseline: the same bytes, copied. */
    @Benchmark
    public Buffer copy() {
        return bytes.copy();
    }

    /** At the shard's owner, once for each gateway. */
    @Benchmark
    public Buffer encode() {
        Buffer out = Buffer.buffer();
        codec.encodeToWire(out, announcement);
        return out;
    }

    /** At the gateway. */
    @Benchmark
    public Wire decode() {
        return codec.decodeFromWire(0, bytes);
    }
}
