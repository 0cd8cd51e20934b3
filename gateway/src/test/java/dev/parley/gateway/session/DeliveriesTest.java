package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.stomp.StompVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveriesTest {
    private static Deliveries sent(AckMode mode, int window, String... ids) {
        Deliveries deliveries = new Deliveries(mode, window, () -> {});
        for (String id : ids) {
            deliveries.sent(id);
        }
        return deliveries;
    }

    @Test
    void itIsSaidEachTimeThatTheWindowBecomesFull() {
        List<String> full = new ArrayList<>();
        Deliveries deliveries = new Deliveries(AckMode.CLIENT_INDIVIDUAL, 2, () -> full.add("full"));

        deliveries.sent("a");
        assertThat(full).isEmpty();
        deliveries.sent("b");
        assertThat(full).hasSize(1);

        deliveries.settle("a");
        deliveries.sent("c");
        assertThat(full).hasSize(2);
    }

    private static void assertNotOutstanding(Deliveries deliveries, String id) {
        assertThat(deliveries.has(id)).isFalse();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> deliveries.settle(id))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void inClientOneStandsForAllThatWereDeliveredBefore() {
        Deliveries deliveries = sent(AckMode.CLIENT, 10, "a", "b", "c");

        assertThat(deliveries.settle("b")).containsExactly("a", "b");

        assertNotOutstanding(deliveries, "a");
        assertThat(deliveries.settle("c")).containsExactly("c");
    }

    @Test
    void inClientIndividualEachStandsForItself() {
        Deliveries deliveries = sent(AckMode.CLIENT_INDIVIDUAL, 10, "a", "b", "c");

        assertThat(deliveries.settle("b")).containsExactly("b");

        assertNotOutstanding(deliveries, "b");
        assertThat(deliveries.settle("c")).containsExactly("c");
        assertThat(deliveries.settle("a")).containsExactly("a");
    }

    @Test
    void inAutoNothingIsKeptAndThereIsAlwaysRoom() {
        Deliveries deliveries = sent(AckMode.AUTO, 1, "a", "b");

        assertThat(deliveries.areAcknowledged()).isFalse();
        assertThat(deliveries.hasRoom()).isTrue();
        assertNotOutstanding(deliveries, "b");
    }

    @ParameterizedTest
    @EnumSource(
            value = AckMode.class,
            names = {"CLIENT", "CLIENT_INDIVIDUAL"})
    void aFullWindowHasRoomAgainWhenSomethingIsSettled(AckMode mode) {
        Deliveries deliveries = sent(mode, 2, "a", "b");
        assertThat(deliveries.hasRoom()).isFalse();

        deliveries.settle("a");

        assertThat(deliveries.hasRoom()).isTrue();
    }

    @Test
    void whatWasNeverSentCannotBeSettled() {
        assertNotOutstanding(sent(AckMode.CLIENT, 10, "a"), "b");
        assertNotOutstanding(sent(AckMode.CLIENT_INDIVIDUAL, 10), "a");
    }

    @Test
    void aWindowThatStaysFullCostsNoMoreForEachThatIsSettled() {
        int window = 100_000;
        String[] ids = IntStream.range(0, window).mapToObj(Integer::toString).toArray(String[]::new);
        Deliveries deliveries = sent(AckMode.CLIENT_INDIVIDUAL, window, ids);

        // Were each a search through the window, these would be 10^10 steps.
        for (int i = window; i < 2 * window; i++) {
            deliveries.settle(Integer.toString(i - window));
            deliveries.sent(Integer.toString(i));
        }

        assertThat(deliveries.hasRoom()).isFalse();
        assertNotOutstanding(deliveries, "0");
        assertThat(deliveries.has(Integer.toString(2 * window - 1))).isTrue();
    }

    @Test
    void aHeaderNamesTheMode() {
        assertThat(AckMode.of(null, StompVersion.V1_0)).contains(AckMode.AUTO);
        assertThat(AckMode.of("auto", StompVersion.V1_2)).contains(AckMode.AUTO);
        assertThat(AckMode.of("client", StompVersion.V1_0)).contains(AckMode.CLIENT);
        assertThat(AckMode.of("client-individual", StompVersion.V1_1)).contains(AckMode.CLIENT_INDIVIDUAL);
        assertThat(AckMode.of("Client", StompVersion.V1_2)).isEmpty();
        assertThat(AckMode.of("", StompVersion.V1_2)).isEmpty();
    }

    @Test
    void thereIsNoClientIndividualInTheFirstVersion() {
        assertThat(AckMode.of("client-individual", StompVersion.V1_0)).isEmpty();
    }
}
