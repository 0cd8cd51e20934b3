package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.contracts.auth.ChangePassword;
import dev.parley.contracts.auth.FindProfiles;
import dev.parley.contracts.auth.LoginEnded;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.Profile;
import dev.parley.contracts.auth.ReadProfile;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.auth.UpdateProfile;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileAndPasswordTest {
    private static final String NEW_PASSWORD = "battery staple";

    private final World world = new World();
    private final Tokens here = world.registered("alice");
    private final UserId alice = here.user().id();

    @Test
    void whoSomebodyIsCanBeAskedByIdOrUsername() {
        world.registered("bobby");

        List<Profile> found = Answers.of(new FindProfilesUseCase(world.ports)
                        .run(new FindProfiles(List.of(alice), List.of("bobby", "No Username", "nobody"))))
                .profiles();

        assertThat(found).extracting(Profile::username).containsExactlyInAnyOrder("alice", "bobby");
    }

    @Test
    void aNewPasswordEndsEverySessionButTheOneToKeep() {
        Tokens elsewhere = Answers.of(world.signIn("alice", World.PASSWORD));

        Answers.of(change(World.loginOf(here), World.PASSWORD, NEW_PASSWORD));

        assertThat(world.announced).containsExactly(new LoginRevoked(alice, null, World.loginOf(here), null, 1));
        assertThat(Answers.refusal(() -> world.refresh(elsewhere)).code()).isEqualTo(ErrorCode.REVOKED);
        assertThat(Answers.of(world.refresh(here)).user().id()).isEqualTo(alice);
    }

    @Test
    void withNoneToKeepEverySessionEnds() {
        Answers.of(change(null, World.PASSWORD, NEW_PASSWORD));

        assertThat(world.announced).containsExactly(new LoginRevoked(alice, null, null, null, 1));
        assertThat(Answers.refusal(() -> world.refresh(here)).code()).isEqualTo(ErrorCode.REVOKED);
    }

    @Test
    void onlyTheNewPasswordSignsIn() {
        Answers.of(change(null, World.PASSWORD, NEW_PASSWORD));

        assertThat(Answers.refusal(() -> world.signIn("alice", World.PASSWORD)).code())
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(Answers.of(world.signIn("alice", NEW_PASSWORD)).user().id()).isEqualTo(alice);
    }

    @Test
    void withAWrongOldPasswordNothingChanges() {
        assertThat(Answers.refusal(() -> change(null, "wrong password", NEW_PASSWORD))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);

        assertThat(world.announced).isEmpty();
        assertThat(Answers.of(world.refresh(here)).user().id()).isEqualTo(alice);
    }

    @Test
    void guessingTheOldPasswordIsSlowedDown() {
        ErrorCode answer = ErrorCode.FORBIDDEN;
        for (int guesses = 0; guesses < 100 && answer == ErrorCode.FORBIDDEN; guesses++) {
            answer = Answers.refusal(() -> change(null, "wrong password", NEW_PASSWORD))
                    .code();
        }

        assertThat(answer).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void aWeakNewPasswordIsABadRequest() {
        assertThat(Answers.refusal(() -> change(null, World.PASSWORD, "short")).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void aProfileIsReadAsItWasUpdated() {
        Profile updated = Answers.of(new UpdateProfileUseCase(world.ports).run(new UpdateProfile(alice, " 앨리스 ")));

        assertThat(updated.displayName()).isEqualTo("앨리스");
        assertThat(Answers.of(new ReadProfileUseCase(world.ports).run(new ReadProfile(alice))))
                .isEqualTo(updated);
        assertThat(Answers.of(world.refresh(here)).user()).isEqualTo(updated);
    }

    @Test
    void nobodyHasNoProfile() {
        UserId nobody = new UserId("nobody");

        assertThat(Answers.refusal(() -> new ReadProfileUseCase(world.ports).run(new ReadProfile(nobody)))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(Answers.refusal(() -> new UpdateProfileUseCase(world.ports).run(new UpdateProfile(nobody, "x")))
                        .code())
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    private Future<LoginEnded> change(@Nullable String keep, String oldPassword, String newPassword) {
        return new ChangePasswordUseCase(world.ports, world.passwords)
                .run(new ChangePassword(alice, keep, new Secret(oldPassword), new Secret(newPassword), null));
    }
}
