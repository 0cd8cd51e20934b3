package dev.parley.gateway.limits;

import java.util.concurrent.atomic.AtomicBoolean;

/** A place of {@link Admission}, held until it is closed; closing it again does nothing. Any thread. */
public final class Ticket implements AutoCloseable {
    /** Of a connection that nobody counts. */
    public static final Ticket NONE = new Ticket(ClientAddress.UNKNOWN, () -> {});

    private final ClientAddress address;
    private final Runnable release;
    private final AtomicBoolean released = new AtomicBoolean();

    /** @param release run once, when the place is given back */
    public Ticket(ClientAddress address, Runnable release) {
        this.address = address;
        this.release = release;
    }

    /** A place for nobody, from a known address: a connection that is being refused. */
    public static Ticket refused(ClientAddress address) {
        return new Ticket(address, () -> {});
    }

    /** Whose place it is. */
    public ClientAddress address() {
        return address;
    }

    @Override
    public void close() {
        if (released.compareAndSet(false, true)) {
            release.run();
        }
    }
}
