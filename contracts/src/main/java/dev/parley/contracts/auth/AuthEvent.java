package dev.parley.contracts.auth;

import dev.parley.contracts.Event;

/** What the auth service announces to every gateway. */
public sealed interface AuthEvent extends Event permits LoginRevoked {}
