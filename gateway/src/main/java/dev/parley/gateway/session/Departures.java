package dev.parley.gateway.session;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Sends everybody of one event loop elsewhere at a pace, so that whoever takes them in is not met by all of them at
 * once: each has a moment of its own, in no order, and is told before, where it listens. One event loop.
 */
public final class Departures {
    /** A wheel is late by a few of its ticks, and more on a busy machine. */
    private static final Duration LATE = Wheel.TICK.multipliedBy(10);

    private final Wheel wheel;
    private final DrainOptions options;
    private final Random random;

    /** @param options this loop's share */
    public Departures(Wheel wheel, DrainOptions options, Random random) {
        this.wheel = wheel;
        this.options = options;
        this.random = random;
    }

    /** Begins; completes when the last has been asked to leave, or should have been. */
    public Future<Void> begin(Collection<? extends Guest> guests) {
        Promise<Void> all = Promise.promise();
        List<Guest> shuffled = new ArrayList<>(guests);
        Collections.shuffle(shuffled, random);
        List<Duration> moments = moments(shuffled.size());
        int[] left = {shuffled.size()};
        Runnable onLeft = () -> {
            if (--left[0] == 0) {
                all.tryComplete();
            }
        };
        for (int i = 0; i < shuffled.size(); i++) {
            Guest guest = shuffled.get(i);
            wheel.after(moments.get(i), () -> send(guest, onLeft));
        }
        if (shuffled.isEmpty()) {
            all.complete();
        } else {
            wheel.after(options.within().plus(options.notice()).plus(LATE), all::tryComplete);
        }
        return all.future();
    }

    private void send(Guest guest, Runnable onLeft) {
        if (guest.announceMove(options.notice())) {
            wheel.after(options.notice(), () -> leave(guest, onLeft));
        } else {
            leave(guest, onLeft);
        }
    }

    private static void leave(Guest guest, Runnable onLeft) {
        guest.leave();
        onLeft.run();
    }

    /** When each of so many goes: evenly over the time that they take together, each anywhere in its own part of it. */
    List<Duration> moments(int guests) {
        double seconds =
                Math.min((double) guests / options.perSecond(), options.within().toMillis() / 1000.0);
        return IntStream.range(0, guests)
                .mapToObj(i -> Duration.ofNanos((long) (1e9 * seconds * (i + random.nextDouble()) / guests)))
                .toList();
    }
}
