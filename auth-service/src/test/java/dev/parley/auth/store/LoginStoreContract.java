package dev.parley.auth.store;

import static dev.parley.auth.store.AccountStoreContract.EXPIRY;
import static dev.parley.auth.store.AccountStoreContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.Grant;
import dev.parley.auth.domain.Login;
import dev.parley.auth.domain.Revocation;
import dev.parley.auth.domain.Revocation.Taken;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link LoginStore} does, on an empty one. */
public interface LoginStoreContract {
    Instant LATER = EXPIRY.plusSeconds(3600);

    AccountStore accounts();

    LoginStore logins();

    @Test
    default void aLoginSessionIsFoundByItsToken() {
        Login login = opened("login", "token");

        assertThat(Answers.of(logins().find("token"))).contains(new Grant("token", login, EXPIRY, false, false));
        assertThat(Answers.of(logins().find("other"))).isEmpty();
    }

    @Test
    default void aLoginSessionIsLiveUntilItExpiresOrIsRevoked() {
        Login login = opened("login", "token");
        Login other = opened("other", "token-2");

        assertThat(Answers.of(logins().isLive("login", login.user(), NOW))).isTrue();
        assertThat(Answers.of(logins().isLive("login", login.user(), EXPIRY))).isFalse();
        assertThat(Answers.of(logins().isLive("nothing", login.user(), NOW))).isFalse();
        assertThat(Answers.of(logins().isLive("login", new UserId("nobody"), NOW)))
                .isFalse();

        Answers.of(logins().revoke(login.user(), "login", NOW, LATER));

        assertThat(Answers.of(logins().isLive("login", login.user(), NOW))).isFalse();
        assertThat(Answers.of(logins().isLive("other", other.user(), NOW))).isTrue();
    }

    @Test
    default void aTokenIsSwappedForTheNextAndCarriesTheSessionOn() {
        Login login = opened("login", "token");

        assertThat(Answers.of(logins().rotate("token", "next", NOW, LATER))).isTrue();

        Login longer = new Login(login.id(), login.user(), login.createdAt(), LATER);
        assertThat(Answers.of(logins().find("token"))).contains(new Grant("token", longer, EXPIRY, true, false));
        assertThat(Answers.of(logins().find("next"))).contains(new Grant("next", longer, LATER, false, false));
    }

    @Test
    default void aTokenIsSwappedOnce() {
        opened("login", "token");
        Answers.of(logins().rotate("token", "next", NOW, LATER));

        assertThat(Answers.of(logins().rotate("token", "another", NOW, LATER))).isFalse();

        assertThat(Answers.of(logins().find("another"))).isEmpty();
    }

    @Test
    default void ofManyWhoSwapATokenAtOnceExactlyOneSucceeds() {
        opened("login", "token");

        List<Future<Boolean>> swaps = IntStream.range(0, 8)
                .mapToObj(i -> logins().rotate("token", "next-" + i, NOW, LATER))
                .toList();

        assertThat(Answers.of(Future.all(swaps)).<Boolean>list()).containsOnlyOnce(true);
    }

    @Test
    default void aTokenOfARevokedSessionIsNotSwapped() {
        Login login = opened("login", "token");

        Answers.of(logins().revoke(login.user(), "login", NOW, LATER));

        assertThat(Answers.of(logins().rotate("token", "next", NOW, LATER))).isFalse();
        assertThat(Answers.of(logins().find("token"))).map(Grant::revoked).contains(true);
    }

    @Test
    default void aTokenThatNobodyKnowsIsNotSwapped() {
        assertThat(Answers.of(logins().rotate("unknown", "next", NOW, LATER))).isFalse();
    }

    @Test
    default void aSessionIsRevokedOnceAndOnlyAsItsUsers() {
        Login login = opened("login", "token");
        Login other = opened("other", "other-token");

        assertThat(Answers.of(logins().revoke(other.user(), "login", NOW, LATER)))
                .isEmpty();
        assertThat(Answers.of(logins().revoke(login.user(), "login", NOW, LATER)))
                .map(Revocation::taken)
                .contains(Taken.login(login.user(), "login"));
        assertThat(Answers.of(logins().revoke(login.user(), "login", NOW, LATER)))
                .isEmpty();
        assertThat(Answers.of(logins().revoke(login.user(), "nowhere", NOW, LATER)))
                .isEmpty();
    }

    @Test
    default void theSessionsThatLiveAreListed() {
        Login login = opened("login", "token");

        assertThat(Answers.of(logins().living(login.user(), NOW, 10))).containsExactly(login);
        assertThat(Answers.of(logins().living(login.user(), EXPIRY, 10))).isEmpty();
        Answers.of(logins().revoke(login.user(), "login", NOW, LATER));
        assertThat(Answers.of(logins().living(login.user(), NOW, 10))).isEmpty();
    }

    @Test
    default void whoProvedItselfInAnEarlierEraOpensNoSession() {
        Login first = opened("first", "token");
        Answers.of(accounts().takeAll(first.user(), NOW, LATER));
        Login second = new Login("second", first.user(), NOW, EXPIRY);

        assertThat(Answers.of(logins().open(second, "stale", 0))).isFalse();
        assertThat(Answers.of(logins().find("stale"))).isEmpty();
        assertThat(Answers.of(logins().open(second, "fresh", 1))).isTrue();

        Answers.of(accounts().setDisabled(first.user(), true, NOW, LATER));
        assertThat(Answers.of(logins().open(new Login("third", first.user(), NOW, EXPIRY), "shut", 2)))
                .isFalse();
    }

    @Test
    default void whatHasExpiredIsPruned() {
        opened("login", "token");
        Answers.of(logins().rotate("token", "next", NOW, LATER));

        assertThat(Answers.of(logins().prune(EXPIRY.minusMillis(1), 10))).isZero();

        assertThat(Answers.of(logins().prune(EXPIRY, 10))).isEqualTo(1);
        assertThat(Answers.of(logins().find("token"))).isEmpty();
        assertThat(Answers.of(logins().find("next"))).isPresent();

        assertThat(Answers.of(logins().prune(LATER, 10))).isEqualTo(2);
        assertThat(Answers.of(logins().find("next"))).isEmpty();
    }

    @Test
    default void pruningTakesSoManyAtATime() {
        for (int i = 0; i < 3; i++) {
            opened("login-" + i, "token-" + i);
        }

        assertThat(Answers.of(logins().prune(LATER, 2))).isEqualTo(4);
        assertThat(Answers.of(logins().prune(LATER, 2))).isLessThanOrEqualTo(2).isPositive();
        assertThat(Answers.of(logins().prune(LATER, 2))).isZero();
    }

    private Login opened(String id, String tokenHash) {
        Account account = AccountStoreContract.person("owner-of-" + id);
        Login login = AccountStoreContract.login(id, account);
        Answers.of(accounts().add(account));
        Answers.of(logins().open(login, tokenHash, 0));
        return login;
    }
}
