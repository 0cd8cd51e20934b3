package dev.parley.gateway.session;

import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Quota;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rates of one connection at work: a SEND over them is refused, other frames over theirs are read later. A refused
 * SEND counts as another frame, so that who goes on sending is held up in the end.
 */
final class Throttle {
    private final Quota quota;
    private final Limits limits;
    private final Wheel wheel;
    private final Runnable onFree;
    private Duration until = Duration.ZERO;
    private Wheel.@Nullable Entry held;

    /** @param onFree called when the client may be read again */
    Throttle(Quota quota, Limits limits, Wheel wheel, Runnable onFree) {
        this.quota = quota;
        this.limits = limits;
        this.wheel = wheel;
        this.onFree = onFree;
    }

    /** @throws Refusal when it is one too many */
    void onSend(UserId user) {
        try {
            quota.send(user);
        } catch (Refusal refusal) {
            onFrame();
            throw refusal;
        }
    }

    void onFrame() {
        Duration owed = quota.frame();
        if (!owed.isZero()) {
            until = wheel.now().plus(owed);
        }
    }

    /** Whether the client is not to be read for now. */
    boolean holds() {
        if (held == null && isTooEarly()) {
            limits.exceeded(Limit.FRAMES);
            hold();
        }
        return held != null;
    }

    void stop() {
        if (held != null) {
            held.cancel();
        }
    }

    private boolean isTooEarly() {
        return wheel.now().compareTo(until) < 0;
    }

    private void hold() {
        held = wheel.after(until.minus(wheel.now()), this::free);
    }

    /** More frames may have been in what was read already. */
    private void free() {
        if (isTooEarly()) {
            hold();
        } else {
            held = null;
            onFree.run();
        }
    }
}
