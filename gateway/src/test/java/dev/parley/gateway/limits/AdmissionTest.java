package dev.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1");
    private static final ClientAddress ELSEWHERE = new ClientAddress("192.0.2.2", "192.0.2.2");
    private static final Rate OFF = new Rate(0, 1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Admission admission = admission(3, 2, 1);

    @Test
    void thereAreSoManyPlacesInAllAndForOneAddress() {
        admission.enter(Door.TCP, HOME);
        Ticket second = admission.enter(Door.WS, HOME);
        isFull(HOME, Limit.ADDRESS_CONNECTIONS);
        admission.enter(Door.SOCKJS, ELSEWHERE);
        isFull(ELSEWHERE, Limit.CONNECTIONS);

        second.close();

        admission.enter(Door.BRIDGE, HOME);
        assertThat(admission.connections()).isEqualTo(3);
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        Ticket first = admission.enter(Door.TCP, HOME);
        admission.enter(Door.TCP, HOME);

        first.close();
        first.close();

        assertThat(admission.connections()).isEqualTo(1);
        assertThat(open(Door.TCP)).isEqualTo(1);
    }

    @Test
    void nothingIsKeptOfAnAddressThatHasLeft() {
        Ticket ticket = admission.enter(Door.TCP, HOME);
        assertThat(admission.addresses()).isEqualTo(1);

        ticket.close();

        assertThat(admission.addresses()).isZero();
        assertThat(admission.connections()).isZero();
    }

    @Test
    void whoIsNothingYetHasAPlaceOfItsOwnKind() {
        Ticket knocking = admission.knock(HOME);

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> admission.knock(ELSEWHERE));
        assertThat(admission.connections()).isZero();
        knocking.close();
        assertThat(admission.handshakes()).isZero();
        admission.knock(ELSEWHERE);
    }

    @Test
    void theDoorsAreCountedApart() {
        admission.enter(Door.TCP, HOME);
        admission.enter(Door.BRIDGE, ELSEWHERE);

        assertThat(open(Door.TCP)).isEqualTo(1);
        assertThat(open(Door.BRIDGE)).isEqualTo(1);
        assertThat(open(Door.WS)).isZero();
    }

    @Test
    void manyThreadsGetNoMoreThanThereIsAndLeaveNothingBehind() throws Exception {
        Admission shared = admission(50, 30, 10);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> visits = new ArrayList<>();
            for (int visitor = 0; visitor < 8; visitor++) {
                ClientAddress address = visitor % 2 == 0 ? HOME : ELSEWHERE;
                visits.add(() -> comeAndGo(shared, address));
            }
            for (Future<Integer> most : threads.invokeAll(visits)) {
                assertThat(most.get()).isLessThanOrEqualTo(50);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(shared.connections()).isZero();
        assertThat(shared.addresses()).isZero();
    }

    @Test
    void soManyComeInASecondAndOthersAreToldAnotherTimeEach() {
        ManualTime time = new ManualTime();
        LimitOptions options = new LimitOptions(
                OFF, OFF, OFF, OFF, CallRates.unlimited(), 10, 10, 10, 10, new Rate(10, 3), Duration.ofSeconds(10));
        Admission slow = new Limits(options, registry, time).admission();
        for (int first = 0; first < 3; first++) {
            slow.enter(Door.WS, HOME).close();
        }

        Set<Duration> times = new HashSet<>();
        for (int late = 0; late < 50; late++) {
            times.add(refused(slow).retryAfter().orElseThrow());
        }

        assertThat(times)
                .as("fifty of ten thousand milliseconds")
                .hasSizeGreaterThan(10)
                .allMatch(wait -> wait.compareTo(Duration.ofSeconds(1)) >= 0)
                .allMatch(wait -> wait.compareTo(Duration.ofSeconds(11)) < 0);
        assertThat(exceeded(Limit.CONNECTS)).isEqualTo(50);
        assertThat(slow.connections()).isZero();
        time.advance(Duration.ofMillis(100));
        slow.enter(Door.TCP, ELSEWHERE);
        refused(slow);
    }

    @Test
    void nobodyEntersAGatewayThatStops() {
        admission.enter(Door.TCP, HOME);

        admission.close();

        assertThat(refused(admission).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(admission.connections()).isEqualTo(1);
        admission.knock(HOME).close(); // who asks over HTTP is served
    }

    private static Refusal refused(Admission admission) {
        try {
            admission.enter(Door.WS, ELSEWHERE);
        } catch (Refusal refusal) {
            return refusal;
        }
        throw new AssertionError("let in");
    }

    private static int comeAndGo(Admission admission, ClientAddress address) {
        List<Ticket> held = new ArrayList<>();
        int most = 0;
        for (int turn = 0; turn < 20_000; turn++) {
            if (held.size() < 20) {
                try {
                    held.add(admission.enter(Door.TCP, address));
                } catch (Refusal full) {
                    held.forEach(Ticket::close);
                    held.clear();
                }
            } else {
                most = Math.max(most, admission.connections());
                held.remove(0).close();
            }
        }
        held.forEach(Ticket::close);
        return most - 8; // each of the others may be counted for the moment in which it is refused
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "2001:db8:1:2::9, 20010db800010002/64",
        "::1, 0000000000000000/64"
    })
    void anAddressOfIpv6CountsAsItsNetwork(String text, String key) {
        ClientAddress address = ClientAddress.of(SocketAddress.inetSocketAddress(80, text));

        assertThat(address.key()).isEqualTo(key);
    }

    @Test
    void aPeerWithoutAnAddressIsUnknown() {
        assertThat(ClientAddress.of(null)).isEqualTo(ClientAddress.UNKNOWN);
        assertThat(ClientAddress.of(SocketAddress.domainSocketAddress("/tmp/socket")))
                .isEqualTo(ClientAddress.UNKNOWN);
    }

    private void isFull(ClientAddress address, Limit limit) {
        double before = exceeded(limit);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> admission.enter(Door.TCP, address))
                .satisfies(full -> assertThat(full.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .satisfies(full -> assertThat(full.retryAfter()).isPresent());
        assertThat(exceeded(limit)).isEqualTo(before + 1);
    }

    private double exceeded(Limit limit) {
        return registry.get("parley.limit.exceeded")
                .tag("limit", limit.label())
                .counter()
                .count();
    }

    private double open(Door door) {
        return registry.get("parley.connections")
                .tag("door", door.label())
                .gauge()
                .value();
    }

    private Admission admission(int connections, int perAddress, int handshakes) {
        LimitOptions options = new LimitOptions(
                OFF,
                OFF,
                OFF,
                OFF,
                CallRates.unlimited(),
                10,
                connections,
                perAddress,
                handshakes,
                OFF,
                Duration.ofSeconds(1));
        return new Limits(options, registry).admission();
    }
}
