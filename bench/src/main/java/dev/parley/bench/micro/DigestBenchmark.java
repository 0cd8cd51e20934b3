package dev.parley.bench.micro;

import dev.parley.contracts.Wire;
import dev.parley.contracts.bus.WireCodec;
import dev.parley.contracts.chat.RenewInterest;
import dev.parley.contracts.chat.RoomHead;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** What a gateway wants of a shard, said again, by the number of rooms. docs/capacity.md reckons with it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DigestBenchmark {
    /** Rooms that one gateway wants of one shard. */
    @Param({"1", "100", "1000"})
    public int rooms;

    private final WireCodec codec = new WireCodec();
    private Wire digest = digest(0);
    private Buffer bytes = Buffer.buffer();

    private static Wire digest(int rooms) {
        List<RoomHead> heads = IntStream.range(0, rooms)
                .mapToObj(room -> new RoomHead(
                        new RoomId("room-" + UUID.nameUUIDFromBytes(new byte[] {(byte) room, (byte) (room >> 8)})),
                        new Position(Samples.EPOCH, 1000L + room)))
                .toList();
        return new RenewInterest(7, new NodeId("gateway-7d4f9c6b8-x2x7q", "3f1c9a2e"), heads);
    }

    /** Encodes it once, and says how long it is. */
    @Setup
    public void encodeOnce() {
        digest = digest(rooms);
        bytes = encode();
        System.out.println(rooms + " rooms: " + bytes.length() + " bytes");
    }

    /** At the gateway. */
    @Benchmark
    public Buffer encode() {
        Buffer out = Buffer.buffer();
        codec.encodeToWire(out, digest);
        return out;
    }

    /** At the shard's owner. */
    @Benchmark
    public Wire decode() {
        return codec.decodeFromWire(0, bytes);
    }
}
