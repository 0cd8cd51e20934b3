package dev.parley.platform.tls;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that belong together and change now and then. Looks at them again and again; what is new is taken once it was the
 * same at two looks, as files are not written at one moment. What cannot be read, or makes no sense, changes nothing: what
 * is in force stays, which is said once, and tried again at each look. One context of Vert.x.
 *
 * @param <C> the content of all files; equal when nothing has changed
 */
public final class WatchedFiles<C> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

    private final String whose;
    private final Source<C> source;
    private final Taker<C> taker;
    private final Listener listener;
    private C inForce;
    private C seen;
    private @Nullable C refused;
    private boolean taking;
    private boolean unreadable;

    /** Reads the files. Blocks. */
    @FunctionalInterface
    public interface Source<C> {
        C read() throws IOException;
    }

    /**
     * Puts what was read into use; fails when it makes no sense, or a part of those who use it did not take it. What they
     * have then is known when a later one succeeds: the same again at the next look, or what was there before.
     */
    @FunctionalInterface
    public interface Taker<C> {
        Future<?> take(C content);
    }

    /** Hears how it goes. */
    public interface Listener {
        /** Nobody who does. */
        Listener NOBODY = new Listener() {
            @Override
            public void inForce() {}

            @Override
            public void refused() {}
        };

        /** What is in the files is in use: again, or what is new. */
        void inForce();

        /** What is in the files is not in use, and something older is. */
        void refused();
    }

    /**
     * @param whose files they are, for the log, which begins with it: {@code the bus}
     * @param inForce what is in use
     */
    public WatchedFiles(String whose, Source<C> source, C inForce, Taker<C> taker, Listener listener) {
        this.whose = whose;
        this.source = source;
        this.taker = taker;
        this.listener = listener;
        this.inForce = inForce;
        this.seen = inForce;
    }

    /** Looks at the files so often, as long as the instance is there. */
    public void watch(Vertx vertx, Duration every) {
        vertx.setPeriodic(
                every.toMillis(), fired -> vertx.executeBlocking(source::read).onComplete(this::look));
    }

    void look(AsyncResult<C> read) {
        if (read.failed()) {
            if (!unreadable) {
                unreadable = true;
                keep(read.cause());
            }
            return;
        }
        C content = read.result();
        boolean settled = content.equals(seen);
        seen = content;
        if (!settled || taking) {
            return;
        }
        // After a refusal a part may have taken what the others did not: what was in force is not in force everywhere.
        if (content.equals(inForce) && refused == null) {
            believe(content);
        } else {
            take(content);
        }
    }

    private void take(C content) {
        taking = true;
        Future.succeededFuture(content).compose(taker::take).onComplete(taken -> {
            taking = false;
            if (taken.succeeded()) {
                believe(content);
                LOG.atInfo().log("{} has new certificates", whose);
            } else {
                refuse(content, taken.cause());
            }
        });
    }

    private void refuse(C content, Throwable why) {
        if (!content.equals(refused)) {
            refused = content;
            keep(why);
        }
    }

    private void believe(C content) {
        inForce = content;
        refused = null;
        unreadable = false;
        listener.inForce();
    }

    private void keep(Throwable why) {
        listener.refused();
        LOG.atWarn().setCause(why).log("{} keeps its certificates", whose);
    }
}
