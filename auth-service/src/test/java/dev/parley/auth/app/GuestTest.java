package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.contracts.auth.ChangePassword;
import dev.parley.contracts.auth.GrantGuest;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.error.ErrorCode;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuestTest {
    private final World world = new World();
    private final GrantGuestUseCase guests = new GrantGuestUseCase(world.ports, world.sessions, world.options);

    @Test
    void aGuestIsSignedInUnderTheNameItChose() {
        Tokens tokens = Answers.of(guests.run(new GrantGuest("Visitor", null)));

        assertThat(tokens.user().displayName()).isEqualTo("Visitor");
        assertThat(tokens.user().username()).startsWith("guest-");
        assertThat(tokens.user().roles()).isEqualTo(Set.of("guest"));
        assertThat(Answers.of(world.refresh(tokens)).user()).isEqualTo(tokens.user());
    }

    @Test
    void aGuestWithoutAChosenNameIsShownItsUsername() {
        Tokens tokens = Answers.of(guests.run(new GrantGuest("", null)));

        assertThat(tokens.user().displayName()).isEqualTo(tokens.user().username());
    }

    @Test
    void whereGuestsAreNotAllowedTheyAreForbidden() {
        SessionOptions closed = new SessionOptions(World.REFRESH_LIFE, false);

        assertThat(Answers.refusal(() -> new GrantGuestUseCase(world.ports, world.sessions, closed)
                                .run(new GrantGuest("Visitor", null)))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void aGuestGetsAnotherNameWhereTheFirstIsTaken() {
        world.guestNames.addAll(Collections.nCopies(3, "guest-aaaaaaaa"));
        world.guestNames.add("guest-bbbbbbbb");
        Answers.of(guests.run(new GrantGuest("", null)));

        assertThat(Answers.of(guests.run(new GrantGuest("", null))).user().username())
                .isEqualTo("guest-bbbbbbbb");
    }

    @Test
    void aGuestWhoseNamesAreAllTakenIsToldToComeBack() {
        world.guestNames.addAll(Collections.nCopies(4, "guest-aaaaaaaa"));
        Answers.of(guests.run(new GrantGuest("", null)));

        assertThat(Answers.refusal(() -> guests.run(new GrantGuest("", null))).code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aGuestIsForgottenADayAfterItsLastRefresh() {
        Tokens tokens = Answers.of(guests.run(new GrantGuest("", null)));
        world.clock.advance(Duration.ofHours(23));
        Tokens refreshed = Answers.of(world.refresh(tokens));
        Caretaker caretaker = new Caretaker(world.ports, AuditOptions.DEFAULTS);
        assertThat(Answers.of(caretaker.prune())).isZero();

        world.clock.advance(Duration.ofDays(1));

        assertThat(Answers.refusal(() -> world.refresh(refreshed)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        Answers.of(caretaker.prune());
        assertThat(Answers.of(world.store.byId(tokens.user().id()))).isEmpty();
    }

    @Test
    void aGuestHasNoPassword() {
        Tokens tokens = Answers.of(guests.run(new GrantGuest("", null)));
        Secret any = new Secret(World.PASSWORD);

        assertThat(Answers.refusal(() -> new ChangePasswordUseCase(world.ports, world.passwords)
                                .run(new ChangePassword(tokens.user().id(), null, any, any, null)))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(Answers.refusal(() -> world.signIn(tokens.user().username(), World.PASSWORD))
                        .code())
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
    }
}
