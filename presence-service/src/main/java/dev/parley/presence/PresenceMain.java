package dev.parley.presence;

import dev.parley.platform.boot.ServiceProcess;

/** Runs the presence service in a process of its own. */
public final class PresenceMain {
    private PresenceMain() {}

    /** Settings come from the environment: docs/configuration.md. */
    public static void main(String[] args) {
        ServiceProcess.main(new PresenceService());
    }
}
