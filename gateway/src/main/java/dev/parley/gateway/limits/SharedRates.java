package dev.parley.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;

/**
 * One bucket for each user or address, shared by all its connections on this gateway. Bounded: an idle bucket goes when
 * it is full again anyway, and beyond the number of keys the least used ones go early, which forgives them a burst. Any
 * thread.
 */
final class SharedRates {
    private final Rate rate;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    SharedRates(Rate rate, int keys, TimeMeter time) {
        this.rate = rate;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(keys)
                .expireAfterAccess(rate.untilFull())
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run) // on the loop that asks: an eviction is a few pointers
                .build();
    }

    boolean isOff() {
        return rate.isOff();
    }

    Bucket of(String key) {
        return buckets.get(key, unknown -> rate.bucket(time, SynchronizationStrategy.LOCK_FREE));
    }

    /** How many buckets there are, after those that are due have gone. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
