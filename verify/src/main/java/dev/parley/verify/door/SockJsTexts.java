package dev.parley.verify.door;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.util.List;

/** The frames of SockJS 0.3.3 ("o", "h", "a[...]", "c[...]"), which every transport of it carries. */
final class SockJsTexts {
    private final Link.Ear ear;
    private final Promise<Void> opened = Promise.promise();
    private boolean over;

    SockJsTexts(Link.Ear ear) {
        this.ear = ear;
    }

    /** Where the transport brings its frames. */
    Link.Ear raw() {
        return new Link.Ear(frame -> onFrame(frame.toString()), this::onEnded);
    }

    /** The link, when the session is open. */
    Future<Link> opened(Link link) {
        return opened.future().map(done -> link);
    }

    private void onFrame(String frame) {
        if (over || frame.isEmpty()) {
            return;
        }
        switch (frame.charAt(0)) {
            case 'o' -> opened.tryComplete();
            case 'a' -> onMessages(frame);
            case 'c' -> onEnded(new IOException("SockJS close " + frame.substring(1)));
            default -> {} // a heart-beat, or the prelude of a stream
        }
    }

    private void onMessages(String frame) {
        try {
            new JsonArray(frame.substring(1)).forEach(text -> ear.texts().handle(Buffer.buffer(text.toString())));
        } catch (DecodeException e) {
            onEnded(new IOException("no SockJS frame: " + frame));
        }
    }

    private void onEnded(Throwable why) {
        if (!over) {
            over = true;
            if (!opened.tryFail(why)) {
                ear.ended().handle(why);
            }
        }
    }

    /** As clients send messages. */
    static Buffer packed(List<Buffer> texts) {
        JsonArray all = new JsonArray();
        texts.forEach(text -> all.add(text.toString()));
        return all.toBuffer();
    }
}
