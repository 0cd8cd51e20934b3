package dev.parley.contracts.auth;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;

/** A command that any auth service answers. */
public sealed interface AuthCommand<R extends Reply> extends Command<R>
        permits AdmitExternal,
                Authenticate,
                ChangePassword,
                CheckLogin,
                FetchRevocations,
                FetchSigningKeys,
                FindProfiles,
                GrantGuest,
                GrantPassword,
                GrantRefresh,
                Logout,
                ReadProfile,
                Register,
                UpdateProfile {}
