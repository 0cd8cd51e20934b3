package dev.parley.auth.bus;

import dev.parley.auth.app.LoginAnnouncer;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;

/** Tells the gateways over the bus. */
public final class BusLoginAnnouncer implements LoginAnnouncer {
    private final Bus bus;

    public BusLoginAnnouncer(Bus bus) {
        this.bus = bus;
    }

    @Override
    public void tell(LoginRevoked revoked) {
        bus.tellAll(Addresses.GATEWAYS, revoked);
    }
}
