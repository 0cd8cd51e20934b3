package dev.parley.contracts.bus;

import dev.parley.contracts.Command;
import dev.parley.contracts.Event;
import dev.parley.contracts.Reply;
import dev.parley.contracts.Wire;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Which handler serves which type of message at one address. Filled once, before it is served. */
public final class CommandTable {
    private final Map<Class<?>, Function<Wire, Future<? extends Reply>>> commands = new HashMap<>();
    private final Map<Class<?>, Consumer<Wire>> events = new HashMap<>();

    /** Serves a command: the Future's value is the reply, its failure the refusal. */
    public <C extends Command<R>, R extends Reply> CommandTable on(Class<C> type, Function<C, Future<R>> handler) {
        commands.put(type, wire -> handler.apply(type.cast(wire)));
        return this;
    }

    /** Hears of an event. */
    public <E extends Event> CommandTable hear(Class<E> type, Consumer<E> listener) {
        events.put(type, wire -> listener.accept(type.cast(wire)));
        return this;
    }

    /** What it serves and hears, for the test that every member of a family has a place. */
    public Set<Class<?>> types() {
        Map<Class<?>, Object> all = new HashMap<>(commands);
        all.putAll(events);
        return Set.copyOf(all.keySet());
    }

    Function<Wire, Future<? extends Reply>> command(Wire wire) {
        return commands.getOrDefault(wire.getClass(), unknown -> Future.failedFuture(notServed()));
    }

    Consumer<Wire> event(Wire wire) {
        return events.getOrDefault(wire.getClass(), unknown -> {
            throw notServed();
        });
    }

    private static RuntimeException notServed() {
        return new Refusal(ErrorCode.BAD_REQUEST, "not served at this address");
    }
}
