package dev.parley.gateway.limits;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** A clock for buckets that stands until it is moved. */
final class ManualTime implements TimeMeter {
    private long nanos;

    void advance(Duration by) {
        nanos += by.toNanos();
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
