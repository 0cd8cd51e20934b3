package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.ChangePassword;
import dev.parley.contracts.auth.GrantGuest;
import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.GrantRefresh;
import dev.parley.contracts.auth.Logout;
import dev.parley.contracts.auth.ReadProfile;
import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.UpdateProfile;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.identity.TestKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthRoutesIT {
    @RegisterExtension
    static final RestServer server = RestServer.start();

    @Test
    void registeringMakesAnAccountAndSignsIn() {
        Response response = server.request("POST", "/api/v1/auth/register")
                .json("{\"username\":\"bob\",\"password\":\"pass word\",\"displayName\":\"Bob B.\"}")
                .send();

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.json())
                .isEqualTo(new JsonObject()
                        .put("access_token", "access")
                        .put("token_type", "Bearer")
                        .put("expires_in", 600)
                        .put("refresh_token", "refresh")
                        .put(
                                "user",
                                new JsonObject()
                                        .put("id", "u-bob")
                                        .put("username", "bob")
                                        .put("displayName", "Bob B.")
                                        .put(
                                                "roles",
                                                new JsonArray().add("admin").add("user"))));
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.header("Pragma")).isEqualTo("no-cache");
        assertThat(server.services.heard(Register.class))
                .isEqualTo(new Register("bob", new Secret("pass word"), "Bob B.", "127.0.0.1"));
    }

    @Test
    void whoGivesNoDisplayNameIsShownByTheUsername() {
        server.request("POST", "/api/v1/auth/register")
                .form("username=bob&password=pass+word")
                .send();

        assertThat(server.services.heard(Register.class))
                .isEqualTo(new Register("bob", new Secret("pass word"), "bob", "127.0.0.1"));
    }

    @Test
    void aTakenUsernameIsAConflict() {
        server.services.fail(Register.class, new Refusal(ErrorCode.CONFLICT, "the username is taken"));

        Response response = server.request("POST", "/api/v1/auth/register")
                .json("{\"username\":\"bob\",\"password\":\"pass word\"}")
                .send();

        assertThat(response.refuses(ErrorCode.CONFLICT)).isEqualTo("the username is taken");
    }

    @Test
    void aPasswordIsSwappedForTokensAsAFormOrAsJson() {
        Response form = server.request("POST", "/api/v1/auth/token")
                .form("grant_type=password&username=alice&password=s%26e%C3%A9")
                .send();
        GrantPassword heardForm = server.services.heard(GrantPassword.class);
        Response json = server.request("POST", "/api/v1/auth/token")
                .json("{\"grant_type\":\"password\",\"username\":\"alice\",\"password\":\"s&e\u00e9\"}")
                .send();

        assertThat(form.status()).isEqualTo(200);
        assertThat(form.header("Cache-Control")).isEqualTo("no-store");
        assertThat(json.text()).isEqualTo(form.text());
        assertThat(heardForm)
                .isEqualTo(new GrantPassword("alice", new Secret("s&e\u00e9"), "127.0.0.1"))
                .isEqualTo(server.services.heard(GrantPassword.class));
    }

    @Test
    void aWrongPasswordIsUnauthenticated() {
        server.services.fail(GrantPassword.class, FakeServices.refusal(ErrorCode.UNAUTHENTICATED));

        Response response = server.request("POST", "/api/v1/auth/token")
                .form("grant_type=password&username=alice&password=wrong")
                .send();

        response.refuses(ErrorCode.UNAUTHENTICATED);
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aRefreshTokenIsSwappedAndASpentOneIsRevoked() {
        Response good = refresh("fresh");
        server.services.fail(GrantRefresh.class, FakeServices.refusal(ErrorCode.REVOKED));
        Response spent = refresh("spent");

        assertThat(good.status()).isEqualTo(200);
        spent.refuses(ErrorCode.REVOKED);
        assertThat(server.services.heard(GrantRefresh.class))
                .isEqualTo(new GrantRefresh(new Secret("spent"), "127.0.0.1"));
    }

    private static Response refresh(String token) {
        return server.request("POST", "/api/v1/auth/token")
                .form("grant_type=refresh_token&refresh_token=" + token)
                .send();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=alice&password=x",
                "grant_type=&username=alice&password=x",
                "grant_type=magic",
                "grant_type=password&username=alice",
                "grant_type=password&username=alice&password=x&password=y",
                "grant_type=password&username=alice&password=%00",
                "grant_type=password&username=%zz&password=x"
            })
    void aMalformedGrantIsABadRequest(String form) {
        server.request("POST", "/api/v1/auth/token").form(form).send().refuses(ErrorCode.BAD_REQUEST);

        assertThat(server.services.heard(GrantPassword.class)).isNull();
    }

    @Test
    void tooManySignInsAreToldWhenToComeBack() {
        server.services.fail(
                GrantPassword.class, new Refusal(ErrorCode.RATE_LIMITED, "too many", Duration.ofMillis(2001)));

        Response response = server.request("POST", "/api/v1/auth/token")
                .form("grant_type=password&username=alice&password=x")
                .send();

        response.refuses(ErrorCode.RATE_LIMITED);
        assertThat(response.header("Retry-After")).isEqualTo("3");
    }

    @Test
    void aGuestSignsInWhereGuestsAreAllowed() {
        Response allowed = guest();
        server.services.fail(GrantGuest.class, FakeServices.refusal(ErrorCode.FORBIDDEN));
        Response refused = guest();

        assertThat(allowed.status()).isEqualTo(201);
        assertThat(allowed.json().getJsonObject("user").getString("displayName"))
                .isEqualTo("Passer-by");
        refused.refuses(ErrorCode.FORBIDDEN);
    }

    private static Response guest() {
        return server.request("POST", "/api/v1/auth/guest")
                .json("{\"displayName\":\"Passer-by\"}")
                .send();
    }

    @Test
    void loggingOutTakesTheRefreshTokenAlone() {
        Response response = server.request("POST", "/api/v1/auth/logout")
                .json("{\"refresh_token\":\"refresh\"}")
                .send();

        assertThat(response.status()).isEqualTo(204);
        assertThat(server.services.heard(Logout.class)).isEqualTo(new Logout(new Secret("refresh"), "127.0.0.1"));
    }

    @Test
    void aPasswordChangeSparesTheSessionItCameFrom() {
        Response response = server.alices("POST", "/api/v1/auth/password")
                .json("{\"oldPassword\":\"old\",\"newPassword\":\"new\"}")
                .send();

        assertThat(response.status()).isEqualTo(204);
        assertThat(server.services.heard(ChangePassword.class))
                .isEqualTo(new ChangePassword(
                        RestServer.ALICE.id(),
                        "login-" + RestServer.ALICE.username(),
                        new Secret("old"),
                        new Secret("new"),
                        "127.0.0.1"));
    }

    @Test
    void iReadMyProfile() {
        Response response = server.alices("GET", "/api/v1/me").send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().getString("username")).isEqualTo("alice");
        assertThat(server.services.heard(ReadProfile.class)).isEqualTo(new ReadProfile(RestServer.ALICE.id()));
    }

    @Test
    void iChangeMyDisplayName() {
        Response response = server.alices("PATCH", "/api/v1/me")
                .body("application/merge-patch+json; charset=utf-8", "{\"displayName\":\"Alice L.\",\"id\":7}")
                .send();

        assertThat(response.json().getString("displayName")).isEqualTo("Alice L.");
        assertThat(server.services.heard(UpdateProfile.class))
                .isEqualTo(new UpdateProfile(RestServer.ALICE.id(), "Alice L."));
    }

    @Test
    void withoutATokenNothingPersonalIsAnswered() {
        Response response = server.request("GET", "/api/v1/me").send();

        response.refuses(ErrorCode.UNAUTHENTICATED);
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(server.services.heard(ReadProfile.class)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer a.b.c", "Basic YWxpY2U6eA==", "Bearer not-a-token"})
    void aTokenThatIsNoneIsRefused(String authorization) {
        Response response = server.request("GET", "/api/v1/me")
                .header("Authorization", authorization)
                .send();

        response.refuses(ErrorCode.UNAUTHENTICATED);
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void aTokenPastItsTimeIsCalledThat() {
        String token = server.key.token(RestServer.ALICE, Instant.now().minus(Duration.ofMinutes(1)));

        server.request("GET", "/api/v1/me").bearer(token).send().refuses(ErrorCode.TOKEN_EXPIRED);
    }

    @Test
    void aTokenOfAnotherSignerIsRefused() {
        String token = new TestKey("k1").token(RestServer.ALICE);

        server.request("GET", "/api/v1/me").bearer(token).send().refuses(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void thePublicKeysMayBeKeptForAShortWhile() {
        Response response = server.request("GET", "/.well-known/jwks.json").send();

        assertThat(response.text()).isEqualTo(TestKey.jwks(server.key));
        assertThat(response.header("Cache-Control")).isEqualTo("public, max-age=60");
    }
}
