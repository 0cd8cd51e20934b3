package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.SignInBrakes;
import dev.parley.auth.domain.SignInBrakes.Try;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a username and a password. A wrong name, a wrong password and a disabled account get the same answer after the same
 * work; guessing is slowed down, in this process, as {@link SignInBrakes} says. On one event loop.
 */
public final class PasswordCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordCheck.class);

    private final AuthPorts ports;
    private final AuditTrail audit;
    private final SignInBrakes brakes;

    public PasswordCheck(AuthPorts ports, SignInOptions options) {
        this.ports = ports;
        this.audit = new AuditTrail(ports);
        this.brakes = new SignInBrakes(options.byName(), options.byAddress(), options.usualNames());
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
        Instant now = ports.clock().instant();
        return brakes.waitOf(name, address, now)
                .map(wait -> braked(name, address, now, wait))
                .orElseGet(() -> tried(name, password, address, brakes.begin(name, address, now)));
    }

    /** The same for an account that is known already. */
    Future<Account> check(Account account, Secret secret, @Nullable String address) {
        return check(account.username().value(), secret, address);
    }

    static Refusal wrong() {
        return new Refusal(ErrorCode.UNAUTHENTICATED, "the username or the password is wrong");
    }

    private Future<Account> tried(Username name, Password password, @Nullable String address, Try begun) {
        return ports.accounts()
                .byUsername(name)
                .compose(account -> ports.hasher()
                        .matches(password, account.flatMap(Account::passwordHash))
                        .compose(matches -> {
                            if (!matches
                                    || account.isEmpty()
                                    || account.get().standing().disabled()) {
                                begun.failed(ports.clock().instant());
                                return audit.strangers(Kind.SIGN_IN_FAILED, account.map(Account::id), address)
                                        .compose(noted -> Future.failedFuture(wrong()));
                            }
                            begun.succeeded();
                            rehashIfDue(account.get(), password);
                            return Future.succeededFuture(account.get());
                        }))
                .onFailure(failure -> begun.dropped()); // where it was not compared, nobody failed
    }

    private Future<Account> braked(Username name, @Nullable String address, Instant now, Duration wait) {
        Refusal refusal = new Refusal(ErrorCode.RATE_LIMITED, "too many failed sign-ins: try again later", wait);
        if (!brakes.isFirstRefusal(name, address, now)) {
            return Future.failedFuture(refusal);
        }
        return ports.accounts()
                .byUsername(name)
                .compose(account -> audit.strangers(Kind.SIGN_IN_BRAKED, account.map(Account::id), address))
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("could not write that a sign-in was braked"))
                .otherwiseEmpty()
                .compose(noted -> Future.failedFuture(refusal));
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
