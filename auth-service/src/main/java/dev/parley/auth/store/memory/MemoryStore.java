package dev.parley.auth.store.memory;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.AuditEvent;
import dev.parley.auth.domain.AuditEvent.Place;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.Erasure;
import dev.parley.auth.domain.Grant;
import dev.parley.auth.domain.Login;
import dev.parley.auth.domain.Revocation;
import dev.parley.auth.domain.Revocation.Taken;
import dev.parley.auth.domain.SigningKey;
import dev.parley.auth.domain.Standing;
import dev.parley.auth.domain.Username;
import dev.parley.auth.store.AccountStore;
import dev.parley.auth.store.AuditStore;
import dev.parley.auth.store.ErasureStore;
import dev.parley.auth.store.KeyStore;
import dev.parley.auth.store.LoginStore;
import dev.parley.auth.store.RevocationStore;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** All stores in one, as they refer to each other. For tests: nothing outlives the process. Any thread. */
public final class MemoryStore
        implements AccountStore, LoginStore, KeyStore, RevocationStore, AuditStore, ErasureStore {
    private static final Comparator<Place> OLDEST_FIRST =
            Comparator.comparing(Place::at).thenComparing(Place::id);

    private record Due(Erasure erasure, Instant at) {}

    private record Token(String loginId, Instant expiresAt, boolean spent) {}

    private final Map<UserId, Account> accounts = new HashMap<>();
    private final Map<String, Login> logins = new HashMap<>();
    private final Map<String, Instant> revoked = new HashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<Long, SigningKey> keys = new HashMap<>();
    private final Set<Username> retired = new HashSet<>();
    private final Set<UserId> erased = new HashSet<>();
    private final List<AuditEvent> audit = new ArrayList<>();
    private final List<Revocation> revocations = new ArrayList<>();
    private final Map<UserId, Due> erasures = new LinkedHashMap<>();
    private long number;

    @Override
    public synchronized Future<Boolean> add(Account account) {
        boolean free = !retired.contains(account.username())
                && !accounts.containsKey(account.id())
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
    public synchronized Future<List<Account>> search(String part, String after, int limit) {
        String wanted = part.toLowerCase(Locale.ROOT);
        return Future.succeededFuture(accounts.values().stream()
                .filter(account -> account.username().value().compareTo(after) > 0)
                .filter(account -> Stream.of(
                                account.username().value(),
                                account.displayName().value())
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(wanted)))
                .sorted(Comparator.comparing(account -> account.username().value()))
                .limit(limit)
                .toList());
    }

    @Override
    public synchronized Future<Boolean> hasAdmin() {
        return Future.succeededFuture(accounts.values().stream().anyMatch(Account::isAdmin));
    }

    @Override
    public synchronized Future<Optional<Account>> rename(UserId id, DisplayName name) {
        return Future.succeededFuture(
                Optional.ofNullable(accounts.computeIfPresent(id, (same, old) -> old.shownAs(name))));
    }

    @Override
    public synchronized Future<Optional<Revocation>> changePassword(
            UserId id, String oldHash, String newHash, Optional<String> keepLogin, Instant now, Instant until) {
        return hasPassword(id, oldHash)
                ? take(id, account -> account.withPassword(newHash), keepLogin, now, until)
                : Future.succeededFuture(Optional.empty());
    }

    @Override
    public synchronized Future<Void> rehash(UserId id, String oldHash, String newHash) {
        if (hasPassword(id, oldHash)) {
            accounts.computeIfPresent(id, (same, old) -> old.withPassword(newHash));
        }
        return Future.succeededFuture();
    }

    private boolean hasPassword(UserId id, String hash) {
        Account account = accounts.get(id);
        return account != null && account.passwordHash().equals(Optional.of(hash));
    }

    @Override
    public synchronized Future<Optional<Revocation>> setDisabled(
            UserId id, boolean disabled, Instant now, Instant until) {
        return take(id, account -> account.with(account.standing().disabled(disabled)), Optional.empty(), now, until);
    }

    @Override
    public synchronized Future<Optional<Revocation>> setRoles(
            UserId id, Set<String> roles, Instant now, Instant until) {
        return take(id, account -> account.with(account.standing().withRoles(roles)), Optional.empty(), now, until);
    }

    @Override
    public synchronized Future<Optional<Revocation>> takeAll(UserId id, Instant now, Instant until) {
        return take(id, account -> account, Optional.empty(), now, until);
    }

    @Override
    public synchronized Future<Optional<Revocation>> erase(UserId id, Instant now, Instant until) {
        Account gone = accounts.remove(id);
        if (gone == null) {
            return Future.succeededFuture(Optional.empty());
        }
        retired.add(gone.username());
        erased.add(id);
        erasures.put(id, new Due(new Erasure(id, now), now));
        List<String> itsLogins = logins.values().stream()
                .filter(login -> login.user().equals(id))
                .map(Login::id)
                .toList();
        itsLogins.forEach(this::removeLogin);
        return Future.succeededFuture(Optional.of(keep(Taken.all(id, Revocation.EVERY_ERA, Optional.empty()), until)));
    }

    @Override
    public synchronized Future<Boolean> isErased(UserId id) {
        return Future.succeededFuture(erased.contains(id));
    }

    private Future<Optional<Revocation>> take(
            UserId id, UnaryOperator<Account> change, Optional<String> keepLogin, Instant now, Instant until) {
        Account old = accounts.get(id);
        if (old == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Account changed = change.apply(old);
        Standing next = changed.standing().nextEra(now);
        accounts.put(id, changed.with(next));
        logins.values().stream()
                .filter(login -> login.user().equals(id) && !keepLogin.equals(Optional.of(login.id())))
                .forEach(login -> revoked.putIfAbsent(login.id(), now));
        return Future.succeededFuture(Optional.of(keep(Taken.all(id, next.era(), keepLogin), until)));
    }

    private Revocation keep(Taken taken, Instant until) {
        Revocation revocation = new Revocation(++number, taken, until);
        revocations.add(revocation);
        return revocation;
    }

    @Override
    public synchronized Future<Revocation> revokeToken(UserId user, String tokenId, Instant until) {
        return Future.succeededFuture(keep(Taken.token(user, tokenId), until));
    }

    @Override
    public synchronized Future<List<Revocation>> after(long last, Instant now, int limit) {
        long behind = last > number ? 0 : last;
        return Future.succeededFuture(revocations.stream()
                .filter(revocation ->
                        revocation.number() > behind && revocation.until().isAfter(now))
                .limit(limit)
                .toList());
    }

    @Override
    public synchronized Future<Integer> forget(Instant now, int limit) {
        List<Revocation> past = revocations.stream()
                .filter(revocation -> !revocation.until().isAfter(now))
                .limit(limit)
                .toList();
        revocations.removeAll(past);
        return Future.succeededFuture(past.size());
    }

    @Override
    public synchronized Future<List<Erasure>> take(Instant now, Instant again, int limit) {
        List<Erasure> due = erasures.values().stream()
                .filter(one -> !one.at().isAfter(now))
                .sorted(Comparator.comparing(Due::at))
                .map(Due::erasure)
                .limit(limit)
                .toList();
        due.forEach(erasure -> erasures.put(erasure.user(), new Due(erasure, again)));
        return Future.succeededFuture(due);
    }

    @Override
    public synchronized Future<Void> done(UserId user) {
        erasures.remove(user);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> append(AuditEvent event) {
        audit.add(event);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<List<AuditEvent>> page(Optional<UserId> user, Optional<Place> behind, int limit) {
        return Future.succeededFuture(audit.stream()
                .filter(event -> user.isEmpty()
                        || event.user().equals(user)
                        || event.by().equals(user))
                .filter(event -> behind.isEmpty() || OLDEST_FIRST.compare(event.place(), behind.get()) < 0)
                .sorted(Comparator.comparing(AuditEvent::place, OLDEST_FIRST.reversed()))
                .limit(limit)
                .toList());
    }

    @Override
    public synchronized Future<Integer> trim(Instant before, long keep, int limit) {
        audit.sort(Comparator.comparing(AuditEvent::place, OLDEST_FIRST));
        List<AuditEvent> old = audit.stream()
                .filter(event -> event.at().isBefore(before))
                .limit(limit)
                .toList();
        audit.removeAll(old);
        List<AuditEvent> tooMany = audit.stream()
                .filter(event -> !event.kind().isAdmins())
                .sorted(Comparator.comparing(event -> event.kind().isLasting()))
                .limit(Math.min(limit, Math.max(0, audit.size() - keep)))
                .toList();
        audit.removeAll(tooMany);
        return Future.succeededFuture(old.size() + tooMany.size());
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
    public synchronized Future<Boolean> open(Login login, String tokenHash, long era) {
        Account account = accounts.get(login.user());
        if (account == null
                || account.standing().disabled()
                || account.standing().era() != era) {
            return Future.succeededFuture(false);
        }
        logins.put(login.id(), login);
        tokens.put(tokenHash, new Token(login.id(), login.expiresAt(), false));
        return Future.succeededFuture(true);
    }

    @Override
    public synchronized Future<List<Login>> living(UserId user, Instant now, int limit) {
        return Future.succeededFuture(logins.values().stream()
                .filter(login -> login.user().equals(user) && login.expiresAt().isAfter(now))
                .filter(login -> !revoked.containsKey(login.id()))
                .sorted(Comparator.comparing(Login::createdAt).reversed().thenComparing(Login::id))
                .limit(limit)
                .toList());
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
    public synchronized Future<Optional<Revocation>> revoke(UserId user, String loginId, Instant now, Instant until) {
        Login login = logins.get(loginId);
        if (login == null || !login.user().equals(user) || revoked.putIfAbsent(loginId, now) != null) {
            return Future.succeededFuture(Optional.empty());
        }
        return Future.succeededFuture(Optional.of(keep(Taken.login(user, loginId), until)));
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
        oldLogins.forEach(this::removeLogin);
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

    private void removeLogin(String id) {
        logins.remove(id);
        revoked.remove(id);
        tokens.values().removeIf(token -> token.loginId().equals(id));
    }
}
