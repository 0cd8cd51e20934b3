package dev.parley.auth.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.Erasure;
import dev.parley.auth.domain.Grant;
import dev.parley.auth.domain.Login;
import dev.parley.auth.domain.Revocation;
import dev.parley.auth.domain.Revocation.Taken;
import dev.parley.auth.domain.Standing;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link AccountStore} does, on an empty one. */
public interface AccountStoreContract {
    Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
    Instant EXPIRY = NOW.plusSeconds(3600);

    AccountStore accounts();

    LoginStore logins();

    ErasureStore erasures();

    @Test
    default void anAccountIsFoundAsItWasAdded() {
        Account alice = person("alice");
        Account guest = guest("guest-12345678");

        assertThat(Answers.of(accounts().add(alice))).isTrue();
        assertThat(Answers.of(accounts().add(guest))).isTrue();

        assertThat(Answers.of(accounts().byUsername(alice.username()))).contains(alice);
        assertThat(Answers.of(accounts().byId(guest.id()))).contains(guest);
        assertThat(Answers.of(accounts().byId(new UserId("nobody")))).isEmpty();
        assertThat(Answers.of(accounts().byUsername(new Username("nobody")))).isEmpty();
    }

    @Test
    default void severalAreFoundAtOnceByIdOrByUsernameEachOnce() {
        Account alice = person("alice");
        Account bob = person("bobby");
        Account carol = person("carol");
        for (Account account : List.of(alice, bob, carol)) {
            Answers.of(accounts().add(account));
        }

        assertThat(Answers.of(accounts()
                        .find(
                                List.of(alice.id(), bob.id(), new UserId("nobody")),
                                List.of(alice.username(), new Username("nobody")))))
                .containsExactlyInAnyOrder(alice, bob);
        assertThat(Answers.of(accounts().find(List.of(), List.of(carol.username()))))
                .containsExactly(carol);
        assertThat(Answers.of(accounts().find(List.of(), List.of()))).isEmpty();
    }

    @Test
    default void aUsernameIsGivenOnce() {
        Account first = person("alice");
        Answers.of(accounts().add(first));

        assertThat(Answers.of(accounts().add(person("alice")))).isFalse();

        assertThat(Answers.of(accounts().byUsername(first.username()))).contains(first);
    }

    @Test
    default void anIdIsGivenOnce() {
        Account first = person("alice");
        Answers.of(accounts().add(first));
        Account second = new Account(
                first.id(),
                new Username("other"),
                first.displayName(),
                first.kind(),
                first.passwordHash(),
                NOW,
                Standing.NEW);

        assertThat(Answers.of(accounts().add(second))).isFalse();

        assertThat(Answers.of(accounts().byId(first.id()))).contains(first);
    }

    @Test
    default void anAccountOfAnotherIssuerIsFoundAsItWasAdded() {
        Account carol = Account.external(
                new UserId(UUID.randomUUID().toString()), new Username("carol"), new DisplayName("Carol"), NOW);

        assertThat(Answers.of(accounts().add(carol))).isTrue();

        assertThat(Answers.of(accounts().byId(carol.id()))).contains(carol);
        assertThat(Answers.of(accounts().pruneGuests(EXPIRY, 10))).isZero();
        assertThat(Answers.of(accounts().byUsername(carol.username()))).contains(carol);
    }

    @Test
    default void aNewDisplayNameIsKept() {
        Account alice = person("alice");
        Answers.of(accounts().add(alice));

        Optional<Account> renamed = Answers.of(accounts().rename(alice.id(), new DisplayName("앨리스 🦜")));

        assertThat(renamed).map(Account::displayName).contains(new DisplayName("앨리스 🦜"));
        assertThat(Answers.of(accounts().byId(alice.id()))).isEqualTo(renamed);
    }

    @Test
    default void nobodyIsNotRenamed() {
        assertThat(Answers.of(accounts().rename(new UserId("nobody"), new DisplayName("x"))))
                .isEmpty();
    }

    @Test
    default void aNewPasswordRevokesTheOtherLoginSessions() {
        Account alice = person("alice");
        Account bob = person("bobby");
        Answers.of(accounts().add(alice));
        Answers.of(accounts().add(bob));
        Answers.of(logins().open(login("kept", alice), "kept-token", 0));
        Answers.of(logins().open(login("other", alice), "other-token", 0));
        Answers.of(logins().open(login("bobs", bob), "bobs-token", 0));

        Optional<Revocation> changed = Answers.of(
                accounts().changePassword(alice.id(), "hash-of-alice", "new", Optional.of("kept"), NOW, EXPIRY));

        assertThat(changed).map(Revocation::taken).contains(Taken.all(alice.id(), 1, Optional.of("kept")));
        assertThat(Answers.of(accounts().byId(alice.id())).flatMap(Account::passwordHash))
                .contains("new");
        assertThat(Answers.of(logins().find("kept-token")))
                .hasValueSatisfying(grant -> assertThat(grant.revoked()).isFalse());
        assertThat(Answers.of(logins().find("other-token")))
                .hasValueSatisfying(grant -> assertThat(grant.revoked()).isTrue());
        assertThat(Answers.of(logins().find("bobs-token")))
                .hasValueSatisfying(grant -> assertThat(grant.revoked()).isFalse());
    }

    @Test
    default void aPasswordThatHasChangedMeanwhileIsNotChangedAgain() {
        Account alice = person("alice");
        Answers.of(accounts().add(alice));
        Answers.of(logins().open(login("login", alice), "token", 0));

        Optional<Revocation> changed =
                Answers.of(accounts().changePassword(alice.id(), "older", "new", Optional.empty(), NOW, EXPIRY));

        assertThat(changed).isEmpty();
        assertThat(Answers.of(accounts().byId(alice.id()))).contains(alice);
        assertThat(Answers.of(logins().find("token")))
                .hasValueSatisfying(grant -> assertThat(grant.revoked()).isFalse());
    }

    @Test
    default void rolesAndBeingDisabledAreKeptAndEachBeginsAnEra() {
        Account alice = person("alice");
        Answers.of(accounts().add(alice));
        Answers.of(logins().open(login("login", alice), "token", 0));
        assertThat(Answers.of(accounts().hasAdmin())).isFalse();

        Answers.of(accounts().setRoles(alice.id(), Set.of("admin", "moderator"), NOW, EXPIRY));

        assertThat(Answers.of(accounts().byId(alice.id())))
                .contains(alice.with(new Standing(Set.of("admin", "moderator"), false, 1, NOW)));
        assertThat(Answers.of(accounts().hasAdmin())).isTrue();
        assertThat(Answers.of(logins().find("token"))).map(Grant::revoked).contains(true);

        Answers.of(accounts().setDisabled(alice.id(), true, NOW, EXPIRY));

        assertThat(Answers.of(accounts().byUsername(alice.username())))
                .contains(alice.with(new Standing(Set.of("admin", "moderator"), true, 2, NOW)));
        assertThat(Answers.of(accounts().hasAdmin())).isFalse();

        assertThat(Answers.of(accounts().setDisabled(alice.id(), false, NOW, EXPIRY)))
                .map(Revocation::taken)
                .contains(Taken.all(alice.id(), 3, Optional.empty()));
        assertThat(Answers.of(accounts().hasAdmin())).isTrue();
    }

    @Test
    default void ofAnErasedAccountNothingIsLeftAndItsNameIsNotGivenAgain() {
        Account alice = person("alice");
        Answers.of(accounts().add(alice));
        Answers.of(logins().open(login("login", alice), "token", 0));

        assertThat(Answers.of(accounts().erase(alice.id(), NOW, EXPIRY)))
                .map(Revocation::taken)
                .contains(Taken.all(alice.id(), Revocation.EVERY_ERA, Optional.empty()));

        assertThat(Answers.of(accounts().byId(alice.id()))).isEmpty();
        assertThat(Answers.of(logins().find("token"))).isEmpty();
        assertThat(Answers.of(accounts().add(person("alice")))).isFalse();
        assertThat(Answers.of(accounts().add(person("alice2")))).isTrue();
        assertThat(Answers.of(accounts().erase(alice.id(), NOW, EXPIRY))).isEmpty();
        assertThat(Answers.of(accounts().isErased(alice.id()))).isTrue();
        assertThat(Answers.of(accounts().isErased(new UserId("nobody")))).isFalse();
    }

    @Test
    default void thatAnAccountIsErasedIsDueUntilItIsDone() {
        Account alice = person("alice");
        Answers.of(accounts().add(alice));
        Answers.of(accounts().add(person("bobby")));
        Answers.of(accounts().erase(alice.id(), NOW, EXPIRY));
        Erasure erasure = new Erasure(alice.id(), NOW);
        Instant again = NOW.plusSeconds(60);

        assertThat(Answers.of(erasures().take(NOW.minusMillis(1), again, 10))).isEmpty();
        assertThat(Answers.of(erasures().take(NOW, again, 10))).containsExactly(erasure);
        assertThat(Answers.of(erasures().take(again.minusMillis(1), again, 10)))
                .as("taken already")
                .isEmpty();
        assertThat(Answers.of(erasures().take(again, again.plusSeconds(60), 10)))
                .as("left undone")
                .containsExactly(erasure);
        Answers.of(erasures().done(alice.id()));
        assertThat(Answers.of(erasures().take(EXPIRY, EXPIRY, 10))).isEmpty();
    }

    @Test
    default void ofManyErasuresTheOldestAreTakenFirst() {
        Account alice = person("alice");
        Account bob = person("bobby");
        Answers.of(accounts().add(alice));
        Answers.of(accounts().add(bob));
        Answers.of(accounts().erase(bob.id(), NOW, EXPIRY));
        Answers.of(accounts().erase(alice.id(), NOW.plusSeconds(1), EXPIRY));

        List<Erasure> first = Answers.of(erasures().take(NOW.plusSeconds(1), EXPIRY, 1));

        assertThat(first).containsExactly(new Erasure(bob.id(), NOW));
        assertThat(Answers.of(erasures().take(NOW.plusSeconds(1), EXPIRY, 1)))
                .containsExactly(new Erasure(alice.id(), NOW.plusSeconds(1)));
    }

    @Test
    default void accountsAreFoundByAPartOfAName() {
        for (String name : new String[] {"carol", "alice", "bob_b", "bobxb"}) {
            Answers.of(accounts().add(person(name)));
        }
        Answers.of(accounts()
                .rename(
                        Answers.of(accounts().byUsername(new Username("carol")))
                                .orElseThrow()
                                .id(),
                        new DisplayName("The Bob")));

        assertThat(names("", "", 10)).containsExactly("alice", "bob_b", "bobxb", "carol");
        assertThat(names("BOB", "", 10)).containsExactly("bob_b", "bobxb", "carol");
        assertThat(names("bob_", "", 10)).containsExactly("bob_b");
        assertThat(names("", "alice", 2)).containsExactly("bob_b", "bobxb");
        assertThat(names("%", "", 10)).isEmpty();
    }

    private List<String> names(String part, String after, int limit) {
        return Answers.of(accounts().search(part, after, limit)).stream()
                .map(account -> account.username().value())
                .toList();
    }

    @Test
    default void onlyOldGuestsWithoutALoginSessionArePruned() {
        Account person = person("alice");
        Account gone = guest("guest-00000001");
        Account here = guest("guest-00000002");
        for (Account account : new Account[] {person, gone, here}) {
            Answers.of(accounts().add(account));
        }
        Answers.of(logins().open(login("login", here), "token", 0));

        assertThat(Answers.of(accounts().pruneGuests(NOW, 10))).isZero();
        assertThat(Answers.of(accounts().pruneGuests(NOW.plusMillis(1), 10))).isEqualTo(1);

        assertThat(Answers.of(accounts().byId(gone.id()))).isEmpty();
        assertThat(Answers.of(accounts().byId(here.id()))).contains(here);
        assertThat(Answers.of(accounts().byId(person.id()))).contains(person);
    }

    @Test
    default void guestsArePrunedSoManyAtATime() {
        for (int i = 0; i < 3; i++) {
            Answers.of(accounts().add(guest("guest-0000000" + i)));
        }

        assertThat(Answers.of(accounts().pruneGuests(EXPIRY, 2))).isEqualTo(2);
        assertThat(Answers.of(accounts().pruneGuests(EXPIRY, 2))).isEqualTo(1);
    }

    static Account person(String name) {
        UserId id = new UserId(UUID.randomUUID().toString());
        return Account.person(id, new Username(name), new DisplayName(name), "hash-of-" + name, NOW);
    }

    static Account guest(String name) {
        UserId id = new UserId(UUID.randomUUID().toString());
        return Account.guest(id, new Username(name), new DisplayName(name), NOW);
    }

    static Login login(String id, Account account) {
        return new Login(id, account.id(), NOW, EXPIRY);
    }
}
