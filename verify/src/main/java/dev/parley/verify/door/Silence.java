package dev.parley.verify.door;

import io.vertx.core.Vertx;

/** Notices that a peer says nothing any more, and keeps it from thinking the same of us. */
final class Silence {
    private static final long LOOK_MILLIS = 1000;

    private final Vertx vertx;
    private final long limitMillis;
    private final long timer;
    private long heard = System.nanoTime();
    private int looks;

    /**
     * @param limitMillis how long the peer may be silent
     * @param speakEvery seconds between two calls of {@code speak}
     */
    Silence(Vertx vertx, long limitMillis, int speakEvery, Runnable speak, Runnable tooLong) {
        this.vertx = vertx;
        this.limitMillis = limitMillis;
        this.timer = vertx.setPeriodic(LOOK_MILLIS, look -> {
            if ((System.nanoTime() - heard) / 1_000_000 > this.limitMillis) {
                tooLong.run();
            } else if (++looks % speakEvery == 0) {
                speak.run();
            }
        });
    }

    /** The peer has said something. */
    void isBroken() {
        heard = System.nanoTime();
    }

    void end() {
        vertx.cancelTimer(timer);
    }
}
