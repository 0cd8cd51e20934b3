package dev.parley.auth.bus;

import dev.parley.auth.app.Writings;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.chat.EraseWriter;
import dev.parley.contracts.chat.WriterErased;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;

/** Asks the chat service over the bus. */
public final class BusWritings implements Writings {
    private final Bus bus;

    public BusWritings(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<Boolean> erase(UserId user) {
        return bus.ask(new EraseWriter(user)).map(WriterErased::done);
    }
}
