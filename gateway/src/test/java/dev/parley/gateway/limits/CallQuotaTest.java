package dev.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of REST are counted by who makes them. */
class CallQuotaTest {
    private static final UserId ALICE = new UserId("u-alice");
    private static final UserId BOB = new UserId("u-bob");
    private static final String HOME = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";
    private static final Rate OFF = new Rate(0, 1);
    private static final Rate TWO = new Rate(1, 2);
    private static final Rate TWO_AN_HOUR = new Rate(2, Duration.ofHours(1), 2);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ManualTime time = new ManualTime();

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"USER_CALLS", "ADDRESS_CALLS", "REGISTRATIONS", "GUESTS"})
    void eachLimitIsCountedWhenItIsMetAndNoOtherWithIt(Limit limit) {
        CallQuota quota = quota(new CallRates(TWO, TWO, TWO_AN_HOUR, TWO_AN_HOUR));
        Runnable call = call(quota, limit);
        call.run();
        call.run();

        assertThat(refusal(call).code()).isEqualTo(ErrorCode.RATE_LIMITED);

        for (Limit other : Limit.values()) {
            assertThat(exceeded(other)).as(other.label()).isEqualTo(other == limit ? 1 : 0);
        }
    }

    private static Runnable call(CallQuota quota, Limit limit) {
        return switch (limit) {
            case USER_CALLS -> () -> quota.user(ALICE);
            case ADDRESS_CALLS -> () -> quota.nobody(HOME);
            case REGISTRATIONS -> () -> quota.registration(HOME);
            case GUESTS -> () -> quota.guest(HOME);
            default -> throw new AssertionError(limit + " is not of REST");
        };
    }

    @Test
    void anotherUserAndAnotherAddressHaveTheirOwn() {
        CallQuota quota = quota(new CallRates(TWO, TWO, TWO_AN_HOUR, TWO_AN_HOUR));
        for (int calls = 0; calls < 2; calls++) {
            quota.user(ALICE);
            quota.nobody(HOME);
            quota.registration(HOME);
            quota.guest(HOME);
        }

        List<Runnable> others = List.of(
                () -> quota.user(BOB),
                () -> quota.nobody(ELSEWHERE),
                () -> quota.registration(ELSEWHERE),
                () -> quota.guest(ELSEWHERE));

        assertThat(others).allSatisfy(other -> assertThatCode(other::run).doesNotThrowAnyException());
    }

    @Test
    void aRateByTheHourFillsEvenlyOverIt() {
        CallQuota quota = quota(new CallRates(OFF, OFF, TWO_AN_HOUR, OFF));
        quota.registration(HOME);
        quota.registration(HOME);

        assertThat(refusal(() -> quota.registration(HOME)).retryAfter())
                .hasValue(Duration.ofMinutes(30).plusMillis(1));

        time.advance(Duration.ofMinutes(29));
        refusal(() -> quota.registration(HOME));
        time.advance(Duration.ofMinutes(2));
        quota.registration(HOME);
        refusal(() -> quota.registration(HOME));
    }

    @Test
    void aRateByTheHourIsRememberedUntilItIsFullAgain() {
        SharedRates rates = new SharedRates(TWO_AN_HOUR, 100, time);
        rates.of(HOME).tryConsume(2);

        time.advance(Duration.ofMinutes(59));
        assertThat(rates.size()).isEqualTo(1);

        time.advance(Duration.ofMinutes(2));
        assertThat(rates.size()).isZero();
    }

    @Test
    void aRateOfZeroIsNoLimit() {
        CallQuota quota = quota(CallRates.unlimited());

        assertThatCode(() -> {
                    for (int calls = 0; calls < 100_000; calls++) {
                        quota.user(ALICE);
                        quota.registration(HOME);
                    }
                })
                .doesNotThrowAnyException();
    }

    private CallQuota quota(CallRates rates) {
        LimitOptions options =
                new LimitOptions(OFF, OFF, OFF, OFF, rates, 1000, 10, 10, 10, OFF, Duration.ofSeconds(1));
        return new Limits(options, registry, time).calls();
    }

    private static Refusal refusal(Runnable call) {
        return assertThatExceptionOfType(Refusal.class).isThrownBy(call::run).actual();
    }

    private double exceeded(Limit limit) {
        return registry.get("parley.limit.exceeded")
                .tag("limit", limit.label())
                .counter()
                .count();
    }
}
