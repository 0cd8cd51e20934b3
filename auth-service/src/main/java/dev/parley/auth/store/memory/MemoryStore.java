package dev.parley.auth.store.memory;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.Grant;
import dev.parley.auth.domain.Login;
import dev.parley.auth.domain.SigningKey;
import dev.parley.auth.domain.Username;
import dev.parley.auth.store.AccountStore;
import dev.parley.auth.store.KeyStore;
import dev.parley.auth.store.LoginStore;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All three stores in one, as they refer to each other. For tests: nothing outlives the process. Any thread. */
public final class MemoryStore implements AccountStore, LoginStore, KeyStore {
    private record Token(String loginId, Instant expiresAt, boolean spent) {}

    private final Map<UserId, Account> accounts = new HashMap<>();
    private final Map<String, Login> logins = new HashMap<>();
    private final Map<String, Instant> revoked = new HashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<Long, SigningKey> keys = new HashMap<>();

    @Override
    public synchronized Future<Boolean> add(Account account) {
        boolean free = !accounts.containsKey(account.id())
                && accounts.values().stream()
                        .noneMatch(other -> other.username().equals(account.username()));
        if (free) {
            accounts.put(account.id(), account);
        }
        return Future.succeededFuture(free);
    }

    @Override
    public synchronized Future<Optional<Account>> byUsername(Username username) {
        return Future.succeededFuture(accounts.values().stream()
                .filter(account -> account.username().equals(username))
                .findFirst());
    }

    @Override
    public synchronized Future<Optional<Account>> byId(UserId id) {
        return Future.succeededFuture(Optional.ofNullable(accounts.get(id)));
    }

    @Override
    public synchronized Future<List<Account>> find(Collection<UserId> ids, Collection<Username> usernames) {
        return Future.succeededFuture(accounts.values().stream()
                .filter(account -> ids.contains(account.id()) || usernames.contains(account.username()))
                .toList());
    }

    @Override
    public synchronized Future<Optional<Account>> rename(UserId id, DisplayName name) {
        return Future.succeededFuture(Optional.ofNullable(accounts.computeIfPresent(
                id,
                (same, old) ->
                        new Account(id, old.username(), name, old.kind(), old.passwordHash(), old.createdAt()))));
    }

    @Override
    public synchronized Future<Boolean> changePassword(
            UserId id, String oldHash, String newHash, Optional<String> keepLogin, Instant now) {
        Account old = accounts.get(id);
        if (old == null || !old.passwordHash().equals(Optional.of(oldHash))) {
            return Future.succeededFuture(false);
        }
        accounts.put(
                id,
                new Account(id, old.username(), old.displayName(), old.kind(), Optional.of(newHash), old.createdAt()));
        logins.values().stream()
                .filter(login -> login.user().equals(id) && !keepLogin.equals(Optional.of(login.id())))
                .forEach(login -> revoked.putIfAbsent(login.id(), now));
        return Future.succeededFuture(true);
    }

    @Override
    public synchronized Future<Integer> pruneGuests(Instant before, int limit) {
        List<UserId> old = accounts.values().stream()
                .filter(account -> account.isGuest() && account.createdAt().isBefore(before))
                .map(Account::id)
                .filter(id ->
                        logins.values().stream().noneMatch(login -> login.user().equals(id)))
                .limit(limit)
                .toList();
        old.forEach(accounts::remove);
        return Future.succeededFuture(old.size());
    }

    @Override
    public synchronized Future<Void> open(Login login, String tokenHash) {
        logins.put(login.id(), login);
        tokens.put(tokenHash, new Token(login.id(), login.expiresAt(), false));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Optional<Grant>> find(String tokenHash) {
        return Future.succeededFuture(Optional.ofNullable(tokens.get(tokenHash))
                .flatMap(token -> Optional.ofNullable(logins.get(token.loginId()))
                        .map(login -> new Grant(
                                tokenHash, login, token.expiresAt(), token.spent(), revoked.containsKey(login.id())))));
    }

    @Override
    public synchronized Future<Boolean> rotate(String tokenHash, String nextHash, Instant now, Instant expiresAt) {
        Token token = tokens.get(tokenHash);
        Login login = token == null ? null : logins.get(token.loginId());
        if (token == null || login == null || token.spent() || revoked.containsKey(login.id())) {
            return Future.succeededFuture(false);
        }
        tokens.put(tokenHash, new Token(login.id(), token.expiresAt(), true));
        tokens.put(nextHash, new Token(login.id(), expiresAt, false));
        logins.put(login.id(), new Login(login.id(), login.user(), login.createdAt(), expiresAt));
        return Future.succeededFuture(true);
    }

    @Override
    public synchronized Future<Void> revoke(String loginId, Instant now) {
        if (logins.containsKey(loginId)) {
            revoked.putIfAbsent(loginId, now);
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Boolean> isLive(String loginId, UserId user, Instant now) {
        Login login = logins.get(loginId);
        return Future.succeededFuture(login != null
                && login.user().equals(user)
                && now.isBefore(login.expiresAt())
                && !revoked.containsKey(loginId));
    }

    @Override
    public synchronized Future<List<Login>> revokedSince(Instant since, int limit) {
        return Future.succeededFuture(revoked.entrySet().stream()
                .filter(entry -> !entry.getValue().isBefore(since))
                .sorted(Map.Entry.<String, Instant>comparingByValue(Comparator.reverseOrder()))
                .limit(limit)
                .map(entry -> Optional.ofNullable(logins.get(entry.getKey())))
                .flatMap(Optional::stream)
                .toList());
    }

    @Override
    public synchronized Future<Integer> prune(Instant now, int limit) {
        List<String> oldTokens = tokens.entrySet().stream()
                .filter(entry -> !now.isBefore(entry.getValue().expiresAt()))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        oldTokens.forEach(tokens::remove);
        List<String> oldLogins = logins.values().stream()
                .filter(login -> !now.isBefore(login.expiresAt()))
                .map(Login::id)
                .limit(limit)
                .toList();
        oldLogins.forEach(id -> {
            logins.remove(id);
            revoked.remove(id);
            tokens.values().removeIf(token -> token.loginId().equals(id));
        });
        return Future.succeededFuture(oldTokens.size() + oldLogins.size());
    }

    @Override
    public synchronized Future<List<SigningKey>> all() {
        return Future.succeededFuture(List.copyOf(keys.values()));
    }

    @Override
    public synchronized Future<Void> replace(SigningKey key) {
        keys.replace(key.generation(), key);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> add(SigningKey key) {
        keys.putIfAbsent(key.generation(), key);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> remove(long generation) {
        keys.remove(generation);
        return Future.succeededFuture();
    }
}
