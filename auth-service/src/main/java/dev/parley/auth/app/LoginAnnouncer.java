package dev.parley.auth.app;

import dev.parley.contracts.auth.LoginRevoked;

/** Tells every gateway, without waiting and without a promise that it arrives. */
public interface LoginAnnouncer {
    void tell(LoginRevoked revoked);
}
