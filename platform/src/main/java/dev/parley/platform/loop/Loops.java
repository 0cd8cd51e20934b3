package dev.parley.platform.loop;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Futures and the event loops that wait for them. */
public final class Loops {
    private Loops() {}

    /**
     * The same, failed with a {@link TimeoutException} where it takes longer; it completes on the caller's event loop. To be
     * used instead of {@link Future#timeout}: where a Future has no context, as that of a plain Promise or what is composed of
     * a completed one, that fails it on a thread of Netty's which is no event loop of anybody's, and so all that follows runs
     * beside the loop whose it is (vertx-core 5.0.12, {@code FutureBase}).
     */
    public static <T> Future<T> within(Duration time, Future<T> work) {
        @Nullable ContextInternal here = ContextInternal.current();
        Future<T> ours = here == null ? work : on(here, work);
        return ours.timeout(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> Future<T> on(ContextInternal context, Future<T> work) {
        Promise<T> carried = context.promise();
        work.onComplete(carried);
        return carried.future();
    }
}
