package dev.parley.gateway.transport;

import java.time.Duration;

/** How many pings a peer may still send: a token bucket that holds three seconds of its rate. */
final class PingBudget {
    private static final int BURST_SECONDS = 3;
    private static final int WHOLE = 1000;

    private final int perSecond;
    private final long most;
    private long thousandths;
    private Duration filled = Duration.ZERO;

    PingBudget(int perSecond) {
        this.perSecond = perSecond;
        this.most = (long) perSecond * BURST_SECONDS * WHOLE;
        this.thousandths = most;
    }

    /**
     * Takes one.
     *
     * @param now of a clock that never goes back
     * @return false when there is none
     */
    boolean take(Duration now) {
        long gained = now.minus(filled).toMillis() * perSecond;
        filled = now;
        thousandths = Math.min(most, thousandths + gained);
        if (thousandths < WHOLE) {
            return false;
        }
        thousandths -= WHOLE;
        return true;
    }
}
