package dev.parley.contracts.admin;

import dev.parley.contracts.Command;
import dev.parley.contracts.model.UserId;

/**
 * A command that any auth service answers, for an admin alone: everybody else is refused {@code forbidden}. Where it names
 * a user, that is an id or {@code @username}, and one that nobody has is {@code not-found}.
 */
public sealed interface AdminCommand<R extends AdminReply> extends Command<R>
        permits DisableUser, EnableUser, EraseUser, ListUsers, ReadAudit, ReadUser, RevokeLogins, RotateKeys, SetRoles {
    /** Who asks. */
    UserId by();
}
