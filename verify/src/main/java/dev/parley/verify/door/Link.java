package dev.parley.verify.door;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;

/** Texts both ways over one transport. */
interface Link {
    /** Sends it, in one piece, behind what was sent before; does nothing on a link that has ended. */
    void send(Buffer text);

    void close();

    /**
     * What comes over a link, which may be before the link is known to be open.
     *
     * @param ended gets why, once; nothing comes behind it
     */
    record Ear(Handler<Buffer> texts, Handler<Throwable> ended) {}
}
