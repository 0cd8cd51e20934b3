package dev.parley.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.parley.contracts.Wire;
import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.chat.RoomAdvanced;
import dev.parley.contracts.chat.ShardTaken;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireCodecTest {
    private final WireCodec codec = new WireCodec();

    static Stream<Class<? extends Wire>> types() {
        return WireCodec.types().values().stream().sorted(Comparator.comparing(Class::getName));
    }

    @Test
    void everyMemberOfEveryFamilyMayTravel() {
        List<Class<?>> members = WireCodec.families()
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .toList();

        assertThat(members).hasSizeGreaterThan(40).allMatch(Class::isRecord);
        assertThat(WireCodec.types().values()).containsExactlyInAnyOrderElementsOf(wires(members));
    }

    @ParameterizedTest
    @MethodSource("types")
    void itArrivesAsItWasSent(Class<? extends Wire> type) {
        Wire full = Samples.full(type);
        Wire sparse = Samples.sparse(type);

        assertThat(overTheWire(full)).isEqualTo(full);
        assertThat(overTheWire(sparse)).isEqualTo(sparse);
    }

    @Test
    void theFirstBytesAreVersionAndName() {
        Buffer buffer = encoded(new ShardTaken(7));

        byte[] name = "ShardTaken".getBytes(StandardCharsets.US_ASCII);
        assertThat(buffer.getByte(0)).isEqualTo((byte) 1);
        assertThat(buffer.getUnsignedByte(1)).isEqualTo((short) name.length);
        assertThat(buffer.getBytes(2, 2 + name.length)).isEqualTo(name);
        assertThat(buffer.getInt(2 + name.length)).isEqualTo(buffer.length() - 6 - name.length);
    }

    @Test
    void insideAProcessTheSameObjectIsHandedOver() {
        ShardTaken taken = new ShardTaken(7);

        assertThat(codec.transform(taken)).isSameAs(taken);
    }

    @Test
    void anUnknownVersionIsRefused() {
        Buffer buffer = encoded(new ShardTaken(7)).setByte(0, (byte) 2);

        assertRefused(buffer);
    }

    @Test
    void anUnknownTypeIsRefused() throws IOException {
        assertRefused(message("ShardStolen", Map.of("shard", 7)));
    }

    @Test
    void aTypeOfTheJdkIsRefused() throws IOException {
        assertRefused(message("java.lang.ProcessBuilder", Map.of()));
    }

    @Test
    void aBodyThatDoesNotFitItsTypeIsRefused() throws IOException {
        assertRefused(message("ShardTaken", Map.of("shard", "seven")));
    }

    @Test
    void aValueThatTheTypeForbidsIsRefused() throws IOException {
        assertRefused(message("ReadLog", Map.of("room", Map.of("value", "no room id!"), "after", 0, "limit", 1)));
    }

    @Test
    void anUnknownPropertyIsSkipped() throws IOException {
        Wire decoded = codec.decodeFromWire(0, message("ShardTaken", Map.of("shard", 7, "since", "tomorrow")));

        assertThat(decoded).isEqualTo(new ShardTaken(7));
    }

    @Test
    void aBodyThatIsNullIsRefused() {
        byte cborNull = (byte) 0xf6;

        assertRefused(Buffer.buffer()
                .appendBytes(encoded(new ShardTaken(7)).getBytes(0, 2 + "ShardTaken".length()))
                .appendInt(1)
                .appendByte(cborNull));
    }

    @Test
    void whatIsCutOffIsRefused() {
        Buffer whole = encoded(Samples.full(PostMessage.class));

        for (int length = 0; length < whole.length(); length++) {
            assertRefused(whole.getBuffer(0, length));
        }
    }

    @Test
    void anyBytesAreARefusalOrAMessageAndNeverAnythingElse() {
        byte[] head = encoded(Samples.full(RoomAdvanced.class)).getBytes();
        qt().withExamples(2_000)
                .forAll(
                        integers().between(0, head.length),
                        lists().of(integers().between(0, 255)).ofSizeBetween(0, 60))
                .checkAssert((kept, noise) -> {
                    Buffer buffer = Buffer.buffer(Arrays.copyOf(head, kept));
                    noise.forEach(value -> buffer.appendByte(value.byteValue()));
                    try {
                        assertThat(codec.decodeFromWire(0, buffer)).isNotNull();
                    } catch (Refusal refusal) {
                        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
                    }
                });
    }

    private Wire overTheWire(Wire wire) {
        Buffer buffer = Buffer.buffer("before");
        int start = buffer.length();
        codec.encodeToWire(buffer, wire);
        return codec.decodeFromWire(start, buffer);
    }

    private Buffer encoded(Wire wire) {
        Buffer buffer = Buffer.buffer();
        codec.encodeToWire(buffer, wire);
        return buffer;
    }

    private static Buffer message(String name, Map<String, Object> body) throws IOException {
        byte[] cbor = new CBORMapper().writeValueAsBytes(body);
        return Buffer.buffer()
                .appendByte((byte) 1)
                .appendByte((byte) name.length())
                .appendString(name)
                .appendInt(cbor.length)
                .appendBytes(cbor);
    }

    private void assertRefused(Buffer buffer) {
        assertThatThrownBy(() -> codec.decodeFromWire(0, buffer))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    private static List<Class<? extends Wire>> wires(List<Class<?>> members) {
        return members.stream()
                .<Class<? extends Wire>>map(member -> member.asSubclass(Wire.class))
                .toList();
    }
}
