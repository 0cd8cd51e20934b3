package dev.parley.e2e.conformance;

import dev.parley.testkit.stomp.Wire;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The frames of SockJS 0.3.3 ("o", "h", "a[...]", "c[...]"), which every transport of it carries. */
final class SockJsMessages {
    private final Wire.Receiver receiver;
    private final CountDownLatch opened = new CountDownLatch(1);

    SockJsMessages(Wire.Receiver receiver) {
        this.receiver = receiver;
    }

    void onFrame(String frame) {
        if (frame.startsWith("a")) {
            for (Object message : new JsonArray(frame.substring(1))) {
                receiver.onBytes(message.toString().getBytes(StandardCharsets.UTF_8));
            }
        } else if (frame.startsWith("c")) {
            onClosed("SockJS close " + frame.substring(1));
        } else if (frame.equals("o")) {
            if (opened.getCount() == 0) {
                onClosed("a second SockJS open frame: to a client, the server has lost the session");
            }
            opened.countDown();
        }
    }

    /** The transport has ended; there is no point in waiting for an "o" any more. */
    void onClosed(String why) {
        receiver.onClosed(why);
        opened.countDown();
    }

    /** Waits for the "o", or for the end. */
    void awaitOpen() {
        try {
            if (!opened.await(Wire.STEP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("no SockJS open frame");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** One message, as clients send it. */
    static String packed(byte[] bytes) {
        return new JsonArray().add(new String(bytes, StandardCharsets.UTF_8)).encode();
    }
}
