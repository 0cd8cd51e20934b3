package dev.parley.gateway.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.Actor;
import dev.parley.gateway.identity.AuthService;
import dev.parley.testkit.jwt.IdentityProvider;
import dev.parley.testkit.jwt.IssuerKey;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A live connection that is shown another token: it stays who it is, with the token that it had. */
@SuppressWarnings("NullAway.Init")
class TokenSwapIT {
    private static final IssuerKey KEY = IssuerKey.es256("a");
    private static final IssuerKey KEY_OF_B = IssuerKey.es256("b");

    private static IdentityProvider a;
    private static IdentityProvider b;
    private static GuardedGateway gateway;

    private final StompClient client = gateway.connection();

    @BeforeAll
    static void start() {
        a = new IdentityProvider(KEY);
        b = new IdentityProvider(KEY_OF_B);
        gateway = new GuardedGateway(a.entry("chat"), b.entry("chat"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        b.close();
        a.close();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private StompFrame connected(String token) {
        StompFrame connected = client.connect("Authorization", "Bearer " + token);
        client.send(
                StompFrame.of("SUBSCRIBE", "id", "errors", "destination", "/user/queue/errors", "receipt", "listens"));
        client.expectReceipt("listens");
        return connected;
    }

    private void show(String token, String receipt) {
        client.send(StompFrame.of(
                "SEND",
                "destination",
                "/publish/auth/refresh",
                "Authorization",
                "Bearer " + token,
                "receipt",
                receipt));
    }

    /** Refused with that code, and what is said afterwards is still said by the same person. */
    private void isRefused(StompFrame connected, String token, String code) {
        show(token, "swap");

        StompFrame refusal = client.expectMessage("errors");
        assertThat(refusal.header("code")).contains(code);
        assertThat(refusal.header("receipt-id")).contains("swap");
        int said = gateway.authors().size();
        client.send(StompFrame.of("SEND", "destination", "/publish/chat/room/lobby", "receipt", "said")
                .withBody("hello"));
        client.expectReceipt("said");
        Actor author = gateway.authors().get(said);
        assertThat(Optional.of(author.id().value())).isEqualTo(connected.header("user-id"));
        assertThat(Optional.of(author.username())).isEqualTo(connected.header("user-name"));
        assertThat(client.unread()).isEmpty();
    }

    @Test
    void anotherUserOfThisInstallation() {
        StompFrame connected = connected(gateway.own().token(AuthService.ALICE));

        isRefused(connected, gateway.own().token(AuthService.BOB), "forbidden");
    }

    @Test
    void anotherUserOfTheSameIssuer() {
        StompFrame connected = connected(KEY.signed(a.claims("carol", "chat")));

        isRefused(connected, KEY.signed(a.claims("dave", "chat")), "forbidden");
    }

    @Test
    void theSameSubjectAtAnotherIssuer() {
        StompFrame connected = connected(KEY.signed(a.claims("carol", "chat")));

        isRefused(connected, KEY_OF_B.signed(b.claims("carol", "chat")), "forbidden");
    }

    @Test
    void somebodyElsewhereWhoIsCalledTheSame() {
        StompFrame connected = connected(gateway.own().token(AuthService.ALICE));
        JsonObject likeAlice = a.claims("u-alice", "chat").put("preferred_username", "alice");

        isRefused(connected, KEY.signed(likeAlice), "forbidden");
    }

    @Test
    void somebodyHereFromElsewhere() {
        StompFrame connected = connected(KEY.signed(a.claims("u-alice", "chat")));

        isRefused(connected, gateway.own().token(AuthService.ALICE), "forbidden");
    }

    @Test
    void aForgedToken() {
        StompFrame connected = connected(gateway.own().token(AuthService.ALICE));
        JsonObject claims = a.claims("carol", "chat");

        for (String forged : List.of(
                IssuerKey.es256("a").signed(claims),
                KEY.signed(KEY.header().put("alg", "none"), claims),
                "e30.e30.AA")) {
            isRefused(connected, forged, "unauthenticated");
        }
    }

    @Test
    void anExpiredTokenOfTheSameUser() {
        StompFrame connected = connected(KEY.signed(a.claims("carol", "chat")));
        long past = Instant.now().getEpochSecond() - 1;

        isRefused(connected, KEY.signed(a.claims("carol", "chat").put("exp", past)), "token-expired");
    }

    /** Not an attack, but what makes the others tell something. */
    @Test
    void aNewTokenOfTheSameUserIsTaken() {
        connected(KEY.signed(a.claims("carol", "chat")));
        long later = Instant.now().getEpochSecond() + 3600;

        show(KEY.signed(a.claims("carol", "chat").put("exp", later)), "swap");

        assertThat(client.expectReceipt("swap").header("token-expires")).contains(Long.toString(later));
    }
}
