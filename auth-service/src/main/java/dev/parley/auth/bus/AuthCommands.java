package dev.parley.auth.bus;

import dev.parley.auth.app.AdmitExternalUseCase;
import dev.parley.auth.app.AuditTrail;
import dev.parley.auth.app.AuthPorts;
import dev.parley.auth.app.AuthenticateUseCase;
import dev.parley.auth.app.ChangePasswordUseCase;
import dev.parley.auth.app.ChangeUsersUseCase;
import dev.parley.auth.app.CheckLoginUseCase;
import dev.parley.auth.app.FetchRevocationsUseCase;
import dev.parley.auth.app.FindProfilesUseCase;
import dev.parley.auth.app.GrantGuestUseCase;
import dev.parley.auth.app.GrantPasswordUseCase;
import dev.parley.auth.app.GrantRefreshUseCase;
import dev.parley.auth.app.LoginSessions;
import dev.parley.auth.app.LogoutUseCase;
import dev.parley.auth.app.PasswordCheck;
import dev.parley.auth.app.ReadAuditUseCase;
import dev.parley.auth.app.ReadProfileUseCase;
import dev.parley.auth.app.ReadUsersUseCase;
import dev.parley.auth.app.RegisterUseCase;
import dev.parley.auth.app.RotateKeysUseCase;
import dev.parley.auth.app.SessionOptions;
import dev.parley.auth.app.SignInOptions;
import dev.parley.auth.app.UpdateProfileUseCase;
import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;
import dev.parley.contracts.admin.DisableUser;
import dev.parley.contracts.admin.EnableUser;
import dev.parley.contracts.admin.EraseUser;
import dev.parley.contracts.admin.ListUsers;
import dev.parley.contracts.admin.ReadAudit;
import dev.parley.contracts.admin.ReadUser;
import dev.parley.contracts.admin.RevokeLogins;
import dev.parley.contracts.admin.RotateKeys;
import dev.parley.contracts.admin.SetRoles;
import dev.parley.contracts.auth.AdmitExternal;
import dev.parley.contracts.auth.Authenticate;
import dev.parley.contracts.auth.ChangePassword;
import dev.parley.contracts.auth.CheckLogin;
import dev.parley.contracts.auth.FetchRevocations;
import dev.parley.contracts.auth.FetchSigningKeys;
import dev.parley.contracts.auth.FindProfiles;
import dev.parley.contracts.auth.GrantGuest;
import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.GrantRefresh;
import dev.parley.contracts.auth.Logout;
import dev.parley.contracts.auth.ReadProfile;
import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.UpdateProfile;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * Which use case serves which command. Each answer is counted as {@code parley.auth.commands}, by command and by code:
 * {@code ok}, or that of the refusal.
 */
public final class AuthCommands {
    private static final String COUNTER = "parley.auth.commands";

    private final MeterRegistry meters;
    private final CommandTable table = new CommandTable();

    private AuthCommands(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The table to serve, on one event loop. */
    public static CommandTable table(
            AuthPorts ports, SessionOptions options, SignInOptions guard, MeterRegistry meters) {
        PasswordCheck passwords = new PasswordCheck(ports, guard);
        AuditTrail audit = new AuditTrail(ports);
        LoginSessions sessions = new LoginSessions(ports, options);
        ReadUsersUseCase users = new ReadUsersUseCase(ports);
        ChangeUsersUseCase changes = new ChangeUsersUseCase(ports, sessions);
        return new AuthCommands(meters)
                .on(ListUsers.class, users::list)
                .on(ReadUser.class, users::read)
                .on(DisableUser.class, changes::disable)
                .on(EnableUser.class, changes::enable)
                .on(SetRoles.class, changes::setRoles)
                .on(RevokeLogins.class, changes::revoke)
                .on(EraseUser.class, changes::erase)
                .on(RotateKeys.class, new RotateKeysUseCase(ports)::run)
                .on(ReadAudit.class, new ReadAuditUseCase(ports)::run)
                .on(FetchRevocations.class, new FetchRevocationsUseCase(ports)::run)
                .on(Register.class, new RegisterUseCase(ports, sessions, guard.reserved())::run)
                .on(GrantPassword.class, new GrantPasswordUseCase(passwords, sessions, audit)::run)
                .on(GrantRefresh.class, new GrantRefreshUseCase(ports, sessions)::run)
                .on(GrantGuest.class, new GrantGuestUseCase(ports, sessions, options)::run)
                .on(Authenticate.class, new AuthenticateUseCase(passwords, audit)::run)
                .on(AdmitExternal.class, new AdmitExternalUseCase(ports, guard.reserved())::run)
                .on(CheckLogin.class, new CheckLoginUseCase(ports)::run)
                .on(Logout.class, new LogoutUseCase(ports, sessions)::run)
                .on(ChangePassword.class, new ChangePasswordUseCase(ports, passwords)::run)
                .on(ReadProfile.class, new ReadProfileUseCase(ports)::run)
                .on(FindProfiles.class, new FindProfilesUseCase(ports)::run)
                .on(UpdateProfile.class, new UpdateProfileUseCase(ports)::run)
                .on(
                        FetchSigningKeys.class,
                        fetch -> Future.succeededFuture(ports.tokens().signingKeys()))
                .table;
    }

    private <C extends Command<R>, R extends Reply> AuthCommands on(Class<C> type, Function<C, Future<R>> useCase) {
        // compose: a refusal that a record's constructor throws is an answer like any other.
        table.on(
                type,
                command -> Future.succeededFuture(command)
                        .compose(useCase)
                        .onSuccess(reply -> count(type, "ok"))
                        .onFailure(failure ->
                                count(type, Refusal.of(failure).code().code())));
        return this;
    }

    private void count(Class<?> command, String code) {
        meters.counter(COUNTER, "command", command.getSimpleName(), "code", code)
                .increment();
    }
}
