package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Gateway;
import dev.parley.verify.door.Refused;
import dev.parley.verify.door.Rest;
import dev.parley.verify.door.Rest.Call;
import dev.parley.verify.judge.Member;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody with a token, who gets a new one before it ends. */
public final class Person {
    private static final long RENEW_BEFORE_MILLIS = 60_000;

    private final Run run;
    private final Source source;
    private String token = "";
    private String userId = "";
    private String username = "";
    private long expires;
    private int turn;
    private @Nullable Future<Void> renewing;
    private boolean known;

    /** Where tokens come from. */
    public sealed interface Source permits Account, Guest, Token {}

    /** A username and its password; registered when it is first used, where {@code fresh}. */
    public record Account(String username, String password, boolean fresh) implements Source {
        @Override
        public String toString() {
            return username;
        }
    }

    /** A guest, who is somebody else when the token ends. */
    public record Guest(String displayName) implements Source {}

    /** A token that somebody else has got, and that cannot be renewed. */
    public record Token(String value) implements Source {
        @Override
        public String toString() {
            return "a token";
        }
    }

    public Person(Run run, Source source) {
        this.run = run;
        this.source = source;
    }

    public String username() {
        return username;
    }

    public String userId() {
        return userId;
    }

    /** As the judge knows it; only when it has been introduced. */
    public Member member() {
        return new Member(username, userId);
    }

    /** Gets a token and learns who it is, at that gateway; once. */
    public Future<Void> introduce(Gateway gateway) {
        if (source instanceof Token given) {
            return run.doors()
                    .rest()
                    .ask(gateway, Call.get("/api/v1/me", given.value()))
                    .map(me -> {
                        token = given.value();
                        expires = Long.MAX_VALUE;
                        learn(me.json());
                        return null;
                    });
        }
        return fetch(gateway);
    }

    /** A token that is good for a while. */
    public Future<String> token() {
        if (run.now() < expires - RENEW_BEFORE_MILLIS || !(source instanceof Account)) {
            return Future.succeededFuture(token);
        }
        return renewed().map(done -> token);
    }

    /** All connections of a person end with its token, and ask for the next one at once: one sign-in is for all. */
    private Future<Void> renewed() {
        Future<Void> underway = renewing;
        if (underway == null) {
            List<Gateway> gateways = run.gateways(Door.REST);
            underway = fetch(gateways.get(Math.floorMod(turn++, gateways.size())));
            renewing = underway;
            underway.onComplete(done -> renewing = null);
        }
        return underway;
    }

    /** The token is not good any more, whatever it said about itself. */
    void refused() {
        if (source instanceof Account) {
            expires = 0;
        }
    }

    private Future<Void> fetch(Gateway gateway) {
        long asked = run.now();
        return request(gateway).map(reply -> {
            JsonObject answer = reply.json();
            token = answer.getString("access_token", "");
            expires = asked + 1000 * answer.getLong("expires_in", 0L);
            learn(answer.getJsonObject("user", new JsonObject()));
            return null;
        });
    }

    private void learn(JsonObject user) {
        known = true;
        userId = user.getString("id", "");
        username = user.getString("username", "");
    }

    private Future<Rest.Reply> request(Gateway gateway) {
        if (source instanceof Guest guest) {
            return run.doors()
                    .rest()
                    .ask(
                            gateway,
                            Call.post(
                                    "/api/v1/auth/guest",
                                    null,
                                    new JsonObject().put("displayName", guest.displayName())));
        }
        Account account = (Account) source;
        if (!account.fresh() || known) {
            return signIn(gateway, account);
        }
        JsonObject registration =
                new JsonObject().put("username", account.username()).put("password", account.password());
        return run.doors()
                .rest()
                .ask(gateway, Call.post("/api/v1/auth/register", null, registration))
                .recover(failed ->
                        failed instanceof Refused refused && refused.code().equals("conflict")
                                ? signIn(gateway, account) // an earlier try was done, and its answer was lost
                                : Future.failedFuture(failed));
    }

    private Future<Rest.Reply> signIn(Gateway gateway, Account account) {
        JsonObject grant = new JsonObject()
                .put("grant_type", "password")
                .put("username", account.username())
                .put("password", account.password());
        return run.doors().rest().ask(gateway, Call.post("/api/v1/auth/token", null, grant));
    }
}
