package dev.parley.contracts.admin;

import dev.parley.contracts.Reply;

/** What the auth service answers to admins. */
public sealed interface AdminReply extends Reply permits AuditPage, KeysRotated, UserErased, UserPage, UserView {}
