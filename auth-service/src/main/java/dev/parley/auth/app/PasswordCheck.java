package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.SignInBrake;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks a username and a password. A wrong name and a wrong password get the same answer after the same work; guessing
 * is slowed down, in this process, by a {@link SignInBrake}. On one event loop.
 */
public final class PasswordCheck {
    private final AuthPorts ports;
    private final SignInBrake brake = new SignInBrake();

    public PasswordCheck(AuthPorts ports) {
        this.ports = ports;
    }

    /** The account, or a refusal: {@code unauthenticated}, or {@code rate-limited} after too many failures. */
    Future<Account> check(String username, Secret secret) {
        if (!Username.isWellFormed(username) || !Password.isWellFormed(secret.value())) {
            return Future.failedFuture(wrong());
        }
        Username name = new Username(username);
        Password password = new Password(secret.value());
        return admit(name)
                .compose(admitted -> ports.accounts().byUsername(name))
                .compose(account -> compare(name, password, account));
    }

    /** The same for an account that is known already. */
    Future<Account> check(Account account, Secret secret) {
        return check(account.username().value(), secret);
    }

    private Future<Account> compare(Username name, Password password, Optional<Account> account) {
        return ports.hasher()
                .matches(password, account.flatMap(Account::passwordHash))
                .compose(matches -> {
                    if (!matches || account.isEmpty()) {
                        brake.failed(name, ports.clock().instant());
                        return Future.failedFuture(wrong());
                    }
                    brake.succeeded(name);
                    return Future.succeededFuture(account.get());
                });
    }

    private Future<Void> admit(Username name) {
        Optional<Duration> wait = brake.admit(name, ports.clock().instant());
        return wait.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new Refusal(ErrorCode.RATE_LIMITED, "too many failed sign-ins: try again later", wait.get()));
    }

    private static Refusal wrong() {
        return new Refusal(ErrorCode.UNAUTHENTICATED, "the username or the password is wrong");
    }
}
