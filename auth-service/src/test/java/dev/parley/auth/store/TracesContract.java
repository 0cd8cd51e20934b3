package dev.parley.auth.store;

import static dev.parley.auth.store.AccountStoreContract.EXPIRY;
import static dev.parley.auth.store.AccountStoreContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.AuditEvent;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.Revocation;
import dev.parley.auth.domain.Revocation.Taken;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RevocationStore} and {@link AuditStore} does, on an empty one. */
public interface TracesContract {
    UserId ALICE = new UserId("alice-id");
    UserId BOB = new UserId("bob-id");

    RevocationStore revocations();

    AuditStore audit();

    @Test
    default void revocationsAreListedByNumberUntilTheyDoNotMatter() {
        Revocation first = Answers.of(revocations().revokeToken(ALICE, "one", EXPIRY));
        Revocation second = Answers.of(revocations().revokeToken(BOB, "two", EXPIRY.plusSeconds(1)));

        assertThat(first.taken()).isEqualTo(Taken.token(ALICE, "one"));
        assertThat(Answers.of(revocations().after(first.number() - 1, NOW, 10))).containsExactly(first, second);
        assertThat(Answers.of(revocations().after(first.number() - 1, NOW, 1))).containsExactly(first);
        assertThat(Answers.of(revocations().after(first.number(), NOW, 10))).containsExactly(second);
        assertThat(Answers.of(revocations().after(0, EXPIRY, 10))).containsExactly(second);
        assertThat(Answers.of(revocations().forget(EXPIRY, 10))).isEqualTo(1);
        assertThat(Answers.of(revocations().forget(EXPIRY, 10))).isZero();
    }

    @Test
    default void whoKnowsANumberThatNobodyHasIsToldAllOfThem() {
        Revocation first = Answers.of(revocations().revokeToken(ALICE, "one", EXPIRY));
        Revocation second = Answers.of(revocations().revokeToken(BOB, "two", EXPIRY));

        assertThat(Answers.of(revocations().after(second.number(), NOW, 10))).isEmpty();
        assertThat(Answers.of(revocations().after(second.number() + 1, NOW, 10)))
                .containsExactly(first, second);
    }

    @Test
    default void numbersOfManyAtOnceHaveNoHole() {
        List<Future<Revocation>> all = IntStream.range(0, 12)
                .mapToObj(i -> revocations().revokeToken(ALICE, "token-" + i, EXPIRY))
                .toList();

        List<Long> numbers = Answers.of(Future.all(all)).<Revocation>list().stream()
                .map(Revocation::number)
                .sorted()
                .toList();

        assertThat(numbers).doesNotHaveDuplicates();
        assertThat(numbers.get(11) - numbers.get(0)).isEqualTo(11);
    }

    @Test
    default void theAuditLogIsPagedNewestFirst() {
        AuditEvent oldest = event("a", NOW, Optional.of(ALICE), Optional.of(BOB), "moderator");
        AuditEvent middle = event("b", NOW.plusMillis(1), Optional.empty(), Optional.of(ALICE), "");
        AuditEvent newest = event("c", NOW.plusMillis(1), Optional.of(BOB), Optional.empty(), "");
        for (AuditEvent event : List.of(oldest, newest, middle)) {
            Answers.of(audit().append(event));
        }

        assertThat(Answers.of(audit().page(Optional.empty(), Optional.empty(), 2)))
                .containsExactly(newest, middle);
        assertThat(Answers.of(audit().page(Optional.empty(), Optional.of(middle.place()), 2)))
                .containsExactly(oldest);
        assertThat(Answers.of(audit().page(Optional.of(ALICE), Optional.empty(), 10)))
                .containsExactly(middle, oldest);
    }

    @Test
    default void theAuditLogIsTrimmedFromItsEnd() {
        List<AuditEvent> events = IntStream.range(0, 5)
                .mapToObj(i -> event(Kind.SIGN_IN_FAILED, "e" + i, NOW.plusSeconds(i)))
                .toList();
        events.forEach(event -> Answers.of(audit().append(event)));

        assertThat(Answers.of(audit().trim(NOW.plusSeconds(1), 10, 10))).isEqualTo(1);
        assertThat(Answers.of(audit().trim(NOW, 2, 10))).isEqualTo(2);
        assertThat(Answers.of(audit().trim(NOW, 2, 10))).isZero();
        assertThat(Answers.of(audit().page(Optional.empty(), Optional.empty(), 10)))
                .containsExactly(events.get(4), events.get(3));
    }

    @Test
    default void whatStrangersDoPushesNoAdminsActOutOfTheAuditLog() {
        AuditEvent act = event("act", NOW, Optional.of(ALICE), Optional.of(BOB), "moderator");
        Answers.of(audit().append(act));
        for (int i = 0; i < 5; i++) {
            Answers.of(audit().append(event(Kind.SIGN_IN_FAILED, "e" + i, NOW.plusSeconds(i + 1))));
        }

        assertThat(Answers.of(audit().trim(NOW, 2, 10))).isEqualTo(4);
        assertThat(Answers.of(audit().page(Optional.empty(), Optional.empty(), 10)))
                .extracting(AuditEvent::id)
                .containsExactly("e4", "act");
        assertThat(Answers.of(audit().trim(NOW.plusSeconds(1), 2, 10))).isEqualTo(1);
    }

    @Test
    default void aReusedTokenIsPushedOutAfterAllThatStrangersDoAndNoSooner() {
        AuditEvent act = event("act", NOW, Optional.of(ALICE), Optional.of(BOB), "moderator");
        Answers.of(audit().append(act));
        Answers.of(audit().append(event(Kind.REFRESH_REUSED, "older", NOW.plusSeconds(1))));
        Answers.of(audit().append(event(Kind.REFRESH_REUSED, "newer", NOW.plusSeconds(2))));
        for (int i = 0; i < 5; i++) {
            Answers.of(audit().append(event(Kind.SIGN_IN_FAILED, "e" + i, NOW.plusSeconds(i + 3))));
        }

        assertThat(Answers.of(audit().trim(NOW, 3, 10))).isEqualTo(5);
        assertThat(Answers.of(audit().page(Optional.empty(), Optional.empty(), 10)))
                .extracting(AuditEvent::id)
                .containsExactly("newer", "older", "act");
        assertThat(Answers.of(audit().trim(NOW, 2, 10))).isEqualTo(1);
        assertThat(Answers.of(audit().page(Optional.empty(), Optional.empty(), 10)))
                .extracting(AuditEvent::id)
                .containsExactly("newer", "act");
    }

    private static AuditEvent event(Kind kind, String id, Instant at) {
        return new AuditEvent(id, at, kind, Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    private static AuditEvent event(String id, Instant at, Optional<UserId> by, Optional<UserId> user, String detail) {
        return new AuditEvent(id, at, Kind.ROLES_SET, by, user, Optional.of("203.0.113.9"), detail);
    }
}
