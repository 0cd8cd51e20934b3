package dev.parley.contracts;

/**
 * A request that expects exactly one {@link Reply} or a refusal.
 *
 * @param <R> the type of the answer
 */
@SuppressWarnings("unused") // R types the answer of Bus.ask
public interface Command<R extends Reply> extends Wire {
    /**
     * Whether doing it twice is as doing it once, so that it may be sent again, as it is, where no answer came. What may
     * not is sent once, and again only where it surely reached nobody.
     */
    default boolean isRepeatable() {
        return false;
    }
}
