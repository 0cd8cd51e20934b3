package dev.parley.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Command;
import dev.parley.contracts.Wire;
import dev.parley.contracts.model.RoomId;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressesTest {
    private static final Set<String> SERVICES = Set.of("chat.directory", "auth");

    private final Addresses addresses = new Addresses(64, 16);

    static Stream<Class<? extends Wire>> commands() {
        return WireCodecTest.types().filter(Command.class::isAssignableFrom);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAnAddressOfAServiceOfAShardOrOfAProcess(Class<? extends Wire> type) {
        String address = addresses.of((Command<?>) Samples.full(type));

        assertThat(SERVICES.contains(address)
                        || address.matches("(chat|presence)\\.shard\\.\\d+|(gateway|node|[^.]+\\.host)\\.[^.]+"))
                .as(address)
                .isTrue();
    }

    /** Processes of different versions must agree, so these are written down, not computed. */
    @Test
    void aRoomsShardNeverChanges() {
        assertThat(addresses.chatShardOf(new RoomId("lobby"))).isEqualTo(38);
        assertThat(addresses.presenceShardOf(new RoomId("lobby"))).isEqualTo(6);
        assertThat(new Addresses(1, 1).chatShardOf(new RoomId("lobby"))).isZero();
    }

    @Test
    void roomsSpreadOverEveryShard() {
        Map<Integer, Long> rooms = IntStream.range(0, 6_400)
                .mapToObj(number -> addresses.chatShardOf(new RoomId("room-" + number)))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(rooms).hasSize(64);
        assertThat(rooms.values()).allSatisfy(count -> assertThat(count).isBetween(60L, 140L));
    }
}
