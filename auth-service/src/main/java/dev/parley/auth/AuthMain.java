package dev.parley.auth;

import dev.parley.platform.boot.ServiceProcess;

/** The auth service as a process of its own. */
public final class AuthMain {
    private AuthMain() {}

    public static void main(String[] args) {
        ServiceProcess.main(new AuthService());
    }
}
