package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.GrantGuest;
import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.ReadProfile;
import dev.parley.contracts.auth.Register;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.limits.CallRates;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Rate;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is over a rate is refused before anybody behind the gateway is asked. No bucket fills within a test. */
class CallLimitsIT {
    private static final Rate OFF = new Rate(0, 1);
    private static final Rate TWO = new Rate(1, Duration.ofHours(1), 2);
    private static final Actor BOB = new Actor(new UserId("u-bob"), "bob", "Bob", Set.of("user"));

    private static RestServer server(CallRates calls) {
        LimitOptions all = LimitOptions.unlimited();
        return new RestServer(
                Set.of(RestOptions.ANY_ORIGIN),
                new LimitOptions(
                        all.sends(),
                        all.userSends(),
                        all.addressSends(),
                        all.frames(),
                        calls,
                        100,
                        all.connections(),
                        all.connectionsPerAddress(),
                        all.handshakes(),
                        all.connects(),
                        all.connectsSpread()));
    }

    private static void allowsTwo(Supplier<Response> call, int status) {
        assertThat(call.get().status()).isEqualTo(status);
        assertThat(call.get().status()).isEqualTo(status);
    }

    private static void isRefused(Response response) {
        response.refuses(ErrorCode.RATE_LIMITED);
        assertThat(Integer.parseInt(response.header("Retry-After"))).isBetween(1, 3601);
    }

    @Test
    void aUserWhoCallsTooOftenIsRefusedAndNobodyElse() {
        try (RestServer server = server(new CallRates(TWO, TWO, OFF, OFF))) {
            allowsTwo(() -> server.alices("GET", "/api/v1/me").send(), 200);
            server.services.reset();

            isRefused(server.alices("GET", "/api/v1/me").send());
            isRefused(server.alices("GET", "/api/v1/rooms").send());

            assertThat(server.services.heard(ReadProfile.class)).isNull();
            allowsTwo(
                    () -> server.request("GET", "/api/v1/me")
                            .bearer(server.key.token(BOB))
                            .send(),
                    200);
        }
    }

    @Test
    void whoHasNotSignedInIsCountedByAddressAndTakesNothingFromWhoHas() {
        try (RestServer server = server(new CallRates(TWO, TWO, OFF, OFF))) {
            Supplier<Response> forged =
                    () -> server.request("GET", "/api/v1/me").bearer("a.b.c").send();
            allowsTwo(forged, 401);

            isRefused(forged.get());
            isRefused(server.request("POST", "/api/v1/auth/token")
                    .form("grant_type=password&username=alice&password=guessed")
                    .send());

            assertThat(server.services.heard(GrantPassword.class)).isNull();
            allowsTwo(() -> server.alices("GET", "/api/v1/me").send(), 200);
        }
    }

    @Test
    void documentsAndKeysAreForEverybody() {
        try (RestServer server = server(new CallRates(TWO, TWO, OFF, OFF))) {
            for (int times = 0; times < 4; times++) {
                assertThat(server.request("GET", "/api/openapi.json").send().status())
                        .isEqualTo(200);
                assertThat(server.request("GET", "/.well-known/jwks.json")
                                .send()
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void anAddressMakesSoManyAccountsAndNoMore() {
        try (RestServer server = server(new CallRates(OFF, OFF, TWO, OFF))) {
            Supplier<Response> registration = () -> server.request("POST", "/api/v1/auth/register")
                    .form("username=bob&password=pass+word")
                    .send();
            assertThat(server.request("POST", "/api/v1/auth/register")
                            .form("username=bob")
                            .send()
                            .status())
                    .as("what asks nobody counts for nothing")
                    .isEqualTo(400);
            allowsTwo(registration, 201);
            server.services.reset();

            isRefused(registration.get());

            assertThat(server.services.heard(Register.class)).isNull();
        }
    }

    @Test
    void anAddressMakesSoManyGuestsAndNoMore() {
        try (RestServer server = server(new CallRates(OFF, OFF, OFF, TWO))) {
            Supplier<Response> guest = () -> server.request("POST", "/api/v1/auth/guest")
                    .form("displayName=Passer-by")
                    .send();
            allowsTwo(guest, 201);
            server.services.reset();

            isRefused(guest.get());

            assertThat(server.services.heard(GrantGuest.class)).isNull();
        }
    }
}
