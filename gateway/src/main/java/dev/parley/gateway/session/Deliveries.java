package dev.parley.gateway.session;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a subscription has delivered and its client has not acknowledged, in the order of delivery. Bounded by a window:
 * when it is full, nothing is delivered until something is acknowledged. In the mode {@code auto} nothing is kept and
 * there is always room. One event loop.
 */
public final class Deliveries {
    private final AckMode mode;
    private final int window;
    private final Runnable onFull;
    private final Set<String> outstanding;

    /**
     * @param window messages that may be unacknowledged at a time
     * @param onFull called when as many are
     */
    public Deliveries(AckMode mode, int window, Runnable onFull) {
        this.mode = mode;
        this.window = window;
        this.onFull = onFull;
        this.outstanding = mode == AckMode.AUTO ? Set.of() : new LinkedHashSet<>();
    }

    /** Whether the client has to acknowledge. */
    public boolean areAcknowledged() {
        return mode != AckMode.AUTO;
    }

    /** How many messages may be unacknowledged at a time. */
    public int window() {
        return window;
    }

    /** Whether another message may be delivered now. */
    public boolean hasRoom() {
        return outstanding.size() < window;
    }

    /** Notes a message that was sent to the client. */
    public void sent(String messageId) {
        if (areAcknowledged()) {
            outstanding.add(messageId);
            if (!hasRoom()) {
                onFull.run();
            }
        }
    }

    /** Whether a message waits to be acknowledged. */
    public boolean has(String messageId) {
        return outstanding.contains(messageId);
    }

    /** The one that was delivered first of those that wait to be acknowledged and are wanted. */
    public Optional<String> oldest(Predicate<String> wanted) {
        return outstanding.stream().filter(wanted).findFirst();
    }

    /**
     * Settles a message; in the mode {@code client} also those before it.
     *
     * @return the ids of what is settled by it, in the order of delivery
     * @throws Refusal {@code not-found} when it does not wait to be acknowledged
     */
    public List<String> settle(String messageId) {
        if (!has(messageId)) {
            throw new Refusal(ErrorCode.NOT_FOUND, "no message of this id waits to be acknowledged");
        }
        if (mode == AckMode.CLIENT_INDIVIDUAL) {
            outstanding.remove(messageId);
            return List.of(messageId);
        }
        List<String> settled = new ArrayList<>();
        Iterator<String> oldest = outstanding.iterator();
        do {
            settled.add(oldest.next());
            oldest.remove();
        } while (!settled.get(settled.size() - 1).equals(messageId));
        return settled;
    }
}
