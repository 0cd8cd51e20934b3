package dev.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private static final UserId ALICE = new UserId("u-alice");
    private static final UserId BOB = new UserId("u-bob");
    private static final ClientAddress HOME = new ClientAddress("192.0.2.1", "192.0.2.1");
    private static final ClientAddress ELSEWHERE = new ClientAddress("192.0.2.2", "192.0.2.2");
    private static final Rate OFF = new Rate(0, 1);

    private final ManualTime time = new ManualTime();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aConnectionSendsItsBurstAndThenItsRate() {
        Quota quota = limits(new Rate(20, 60), OFF, OFF).quota(HOME);

        send(quota, ALICE, 60);

        assertThat(refusal(quota, ALICE).retryAfter()).hasValue(Duration.ofMillis(51));
        time.advance(Duration.ofMillis(51));
        send(quota, ALICE, 1);
        assertThat(refusal(quota, ALICE).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void aPauseFillsTheBucketUpToTheBurstAndNoFurther() {
        Quota quota = limits(new Rate(20, 60), OFF, OFF).quota(HOME);
        send(quota, ALICE, 60);

        time.advance(Duration.ofHours(1));

        send(quota, ALICE, 60);
        refusal(quota, ALICE);
    }

    @Test
    void aUserHasOneRateOnAllConnectionsAndAnotherUserAnother() {
        Limits limits = limits(OFF, new Rate(1, 3), OFF);
        Quota phone = limits.quota(HOME);
        Quota desk = limits.quota(ELSEWHERE);

        send(phone, ALICE, 2);
        send(desk, ALICE, 1);

        refusal(phone, ALICE);
        refusal(desk, ALICE);
        send(desk, BOB, 3);
        assertThat(exceeded(Limit.USER_SENDS)).isEqualTo(2);
    }

    @Test
    void anAddressHasOneRateForAllItsUsers() {
        Limits limits = limits(OFF, OFF, new Rate(1, 3));

        send(limits.quota(HOME), ALICE, 2);
        send(limits.quota(HOME), BOB, 1);

        refusal(limits.quota(HOME), BOB);
        send(limits.quota(ELSEWHERE), BOB, 3);
        assertThat(exceeded(Limit.ADDRESS_SENDS)).isEqualTo(1);
    }

    @Test
    void aRefusedSendCostsNoneOfTheOtherBuckets() {
        Limits limits = limits(new Rate(1, 2), new Rate(1, 2), new Rate(1, 1));
        Quota quota = limits.quota(HOME);
        send(quota, ALICE, 1);
        for (int tries = 0; tries < 10; tries++) {
            refusal(quota, ALICE);
        }

        send(limits.quota(ELSEWHERE), ALICE, 1); // the user's second, of two

        assertThat(exceeded(Limit.ADDRESS_SENDS)).isEqualTo(10);
        assertThat(exceeded(Limit.SENDS) + exceeded(Limit.USER_SENDS)).isZero();
    }

    @Test
    void aRateOfZeroIsNoLimit() {
        Quota quota = limits(OFF, OFF, OFF).quota(HOME);

        send(quota, ALICE, 100_000);

        assertThat(quota.frame()).isZero();
    }

    @Test
    void framesOverTheirRateAreOwedAsTimeNotToRead() {
        LimitOptions options = new LimitOptions(
                OFF, OFF, OFF, new Rate(10, 2), CallRates.unlimited(), 10, 10, 10, 10, OFF, Duration.ofSeconds(1));
        Quota quota = new Limits(options, registry, time).quota(HOME);
        assertThat(quota.frame()).isZero();
        assertThat(quota.frame()).isZero();

        assertThat(quota.frame()).isEqualTo(Duration.ofMillis(100));
        assertThat(quota.frame()).isEqualTo(Duration.ofMillis(200));

        time.advance(Duration.ofMillis(400));
        assertThat(quota.frame()).isZero();
    }

    @Test
    void theRatesOfManyAddressesAreBoundedAndIdleOnesGo() {
        SharedRates rates = new SharedRates(new Rate(1, 2), 100, time);
        for (int address = 0; address < 10_000; address++) {
            rates.of("address-" + address).tryConsume(1);
        }
        assertThat(rates.size()).isBetween(1L, 100L);

        time.advance(Duration.ofSeconds(4));

        assertThat(rates.size()).isZero();
    }

    private Limits limits(Rate sends, Rate userSends, Rate addressSends) {
        return new Limits(
                new LimitOptions(
                        sends,
                        userSends,
                        addressSends,
                        OFF,
                        CallRates.unlimited(),
                        1000,
                        10,
                        10,
                        10,
                        OFF,
                        Duration.ofSeconds(1)),
                registry,
                time);
    }

    private static void send(Quota quota, UserId user, int times) {
        for (int sent = 0; sent < times; sent++) {
            quota.send(user);
        }
    }

    private static Refusal refusal(Quota quota, UserId user) {
        return assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> quota.send(user))
                .actual();
    }

    private double exceeded(Limit limit) {
        return registry.get("parley.limit.exceeded")
                .tag("limit", limit.label())
                .counter()
                .count();
    }
}
