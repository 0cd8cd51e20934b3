package dev.parley.bench.micro;

import dev.parley.gateway.stomp.FrameEncoder;
import dev.parley.gateway.stomp.PreparedMessage;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.Map;
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

/** The MESSAGE of an event, out: once for each event and subscription id, whatever the number of readers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EncoderBenchmark {
    private final Map<String, String> headers = Samples.headers();
    private final byte[] body = Samples.body();
    private final PreparedMessage prepared = PreparedMessage.of(headers, body, StompVersion.V1_2);
    private final Frame frame = new Frame(Command.MESSAGE, headers, Buffer.buffer(body));
    private final Buffer encoded = prepared.forSubscription("sub-0");

    /** The baseline: the same bytes, copied. */
    @Benchmark
    public Buffer copy() {
        return encoded.copy();
    }

    /** What a second subscription id costs. */
    @Benchmark
    public Buffer forSubscription() {
        return prepared.forSubscription("sub-0");
    }

    /** What the first one costs. */
    @Benchmark
    public Buffer prepare() {
        return PreparedMessage.of(headers, body, StompVersion.V1_2).forSubscription("sub-0");
    }

    /** The encoder of all other frames. */
    @Benchmark
    public Buffer encode() {
        return FrameEncoder.encode(frame, StompVersion.V1_2);
    }
}
