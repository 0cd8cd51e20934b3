package dev.parley.gateway;

import dev.parley.platform.boot.ServiceProcess;

/** Runs a gateway as a process of a cluster. */
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] arguments) {
        ServiceProcess.main(new GatewayService());
    }
}
