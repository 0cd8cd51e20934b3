package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.SignInBrake;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a username and a password. A wrong name, a wrong password and a disabled account get the same answer after the same
 * work; guessing is slowed down, in this process, by name and by address. On one event loop.
 */
public final class PasswordCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordCheck.class);

    private final AuthPorts ports;
    private final AuditTrail audit;
    private final SignInBrake<Username> byName;
    private final SignInBrake<String> byAddress;

    public PasswordCheck(AuthPorts ports, SignInOptions options) {
        this.ports = ports;
        this.audit = new AuditTrail(ports);
        this.byName = new SignInBrake<>(options.byName());
        this.byAddress = new SignInBrake<>(options.byAddress());
    }

    /**
     * The account, or a refusal: {@code unauthenticated}, or {@code rate-limited} after too many failures.
     *
     * @param address where the client is, or null
     */
    Future<Account> check(String username, Secret secret, @Nullable String address) {
        if (!Username.isWellFormed(username) || !Password.isWellFormed(secret.value())) {
            return Future.failedFuture(wrong());
        }
        Username name = new Username(username);
        Password password = new Password(secret.value());
        return admit(name, address)
                .compose(admitted -> ports.accounts().byUsername(name))
                .compose(account -> compare(name, password, account, address));
    }

    /** The same for an account that is known already. */
    Future<Account> check(Account account, Secret secret) {
        return check(account.username().value(), secret, null);
    }

    static Refusal wrong() {
        return new Refusal(ErrorCode.UNAUTHENTICATED, "the username or the password is wrong");
    }

    private Future<Account> compare(
            Username name, Password password, Optional<Account> account, @Nullable String address) {
        return ports.hasher()
                .matches(password, account.flatMap(Account::passwordHash))
                .compose(matches -> {
                    if (!matches
                            || account.isEmpty()
                            || account.get().standing().disabled()) {
                        return failed(name, account, address);
                    }
                    byName.succeeded(name);
                    rehashIfDue(account.get(), password);
                    return Future.succeededFuture(account.get());
                });
    }

    private Future<Account> failed(Username name, Optional<Account> account, @Nullable String address) {
        Instant now = ports.clock().instant();
        byName.failed(name, now);
        if (address != null) {
            byAddress.failed(address, now);
        }
        return audit.strangers(Kind.SIGN_IN_FAILED, account.map(Account::id), address)
                .compose(noted -> Future.failedFuture(wrong()));
    }

    private Future<Void> admit(Username name, @Nullable String address) {
        Instant now = ports.clock().instant();
        return Stream.of(
                        byName.admit(name, now),
                        address == null ? Optional.<Duration>empty() : byAddress.admit(address, now))
                .flatMap(Optional::stream)
                .max(Duration::compareTo)
                .map(wait -> Future.<Void>failedFuture(
                        new Refusal(ErrorCode.RATE_LIMITED, "too many failed sign-ins: try again later", wait)))
                .orElseGet(Future::succeededFuture);
    }

    /** Nobody waits for it: where it does not come about now, it does at another sign-in. */
    private void rehashIfDue(Account account, Password password) {
        account.passwordHash()
                .filter(ports.hasher()::isOutdated)
                .ifPresent(old -> ports.hasher()
                        .hash(password)
                        .compose(newer -> ports.accounts().rehash(account.id(), old, newer))
                        .onFailure(failure -> LOG.atWarn().setCause(failure).log("could not hash a password anew")));
    }
}
