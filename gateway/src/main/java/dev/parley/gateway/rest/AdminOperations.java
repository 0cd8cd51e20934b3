package dev.parley.gateway.rest;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import dev.parley.contracts.admin.AdminCommand;
import dev.parley.contracts.admin.AdminReply;
import dev.parley.contracts.admin.DisableUser;
import dev.parley.contracts.admin.EnableUser;
import dev.parley.contracts.admin.EraseUser;
import dev.parley.contracts.admin.ListUsers;
import dev.parley.contracts.admin.ReadAudit;
import dev.parley.contracts.admin.ReadUser;
import dev.parley.contracts.admin.RevokeLogins;
import dev.parley.contracts.admin.RotateKeys;
import dev.parley.contracts.admin.SetRoles;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What admins may call. The role in the token is asked for before anything else is read of the call; the auth service asks
 * its own books, too.
 */
final class AdminOperations {
    private static final String ADMIN = "admin";
    private static final String ROOT = "/api/v1/admin";
    private static final String USER = ROOT + "/users/{id}";

    private final EdgeBus bus;
    private final Callers callers;

    private AdminOperations(EdgeBus bus, Callers callers) {
        this.bus = bus;
        this.callers = callers;
    }

    /** All of them. */
    static List<Endpoint> endpoints(EdgeBus bus, Callers callers) {
        return new AdminOperations(bus, callers).all();
    }

    private List<Endpoint> all() {
        return List.of(
                endpoint(GET, ROOT + "/users", this::list, AdminViews::users),
                endpoint(GET, USER, (call, by) -> new ReadUser(by, user(call)), AdminViews::user),
                endpoint(
                        POST,
                        USER + "/disable",
                        (call, by) -> new DisableUser(by, user(call), call.address()),
                        AdminViews::user),
                endpoint(
                        POST,
                        USER + "/enable",
                        (call, by) -> new EnableUser(by, user(call), call.address()),
                        AdminViews::user),
                endpoint(PUT, USER + "/roles", this::setRoles, AdminViews::user),
                endpoint(DELETE, USER + "/sessions", (call, by) -> revoke(call, by, null, null), AdminViews::user),
                endpoint(
                        DELETE,
                        USER + "/sessions/{sid}",
                        (call, by) -> revoke(call, by, call.part("sid"), null),
                        AdminViews::user),
                endpoint(
                        DELETE,
                        USER + "/tokens/{jti}",
                        (call, by) -> revoke(call, by, null, call.part("jti")),
                        AdminViews::user),
                endpoint(
                        DELETE,
                        USER,
                        (call, by) -> new EraseUser(by, user(call), call.address()),
                        erased -> Answer.noContent()),
                endpoint(
                        POST,
                        ROOT + "/keys/rotate",
                        (call, by) -> new RotateKeys(by, call.address()),
                        AdminViews::keys),
                endpoint(GET, ROOT + "/audit", this::audit, AdminViews::audit));
    }

    /** Reads a call into a command. */
    private interface Reading<C> {
        C of(Call call, UserId by);
    }

    private <R extends AdminReply> Endpoint endpoint(
            HttpMethod method, String path, Reading<? extends AdminCommand<R>> reading, Function<R, Answer> view) {
        return RestRoutes.signedIn(method, path, callers, (call, identity) -> {
            requireAdmin(identity);
            Future<R> answer = bus.ask(reading.of(call, identity.actor().id()));
            return answer.map(view);
        });
    }

    private static void requireAdmin(Identity identity) {
        if (!identity.actor().roles().contains(ADMIN)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "only admins may do this");
        }
    }

    private ListUsers list(Call call, UserId by) {
        return new ListUsers(
                by, call.query("q").orElse(""), call.query("cursor").orElse(null), call.limit());
    }

    private ReadAudit audit(Call call, UserId by) {
        return new ReadAudit(
                by, call.query("user").orElse(null), call.query("cursor").orElse(null), call.limit());
    }

    private SetRoles setRoles(Call call, UserId by) {
        return new SetRoles(by, user(call), call.json().texts("roles"), call.address());
    }

    private static RevokeLogins revoke(Call call, UserId by, @Nullable String loginId, @Nullable String tokenId) {
        return new RevokeLogins(by, user(call), loginId, tokenId, call.address());
    }

    private static String user(Call call) {
        return call.part("id");
    }
}
