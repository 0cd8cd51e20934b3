package dev.parley.bench.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * New connections at a fixed rate, each of which upgrades, CONNECTs and SUBSCRIBEs to a room of ten; its latency is from
 * the moment that it was to begin to the RECEIPT. They stay. Blocks; for one thread.
 */
public final class StormLoad implements AutoCloseable {
    private static final int READERS = 10;

    private final Fleet fleet;
    private final String name;
    private final Recorder ready = new Recorder();
    private int started;
    private @Nullable Pace pace;

    /** One of them. */
    private final class Newcomer implements StompSocket.Listener {
        private final int number;
        private final long meantNanos;

        private Newcomer(int number, long meantNanos) {
            this.number = number;
            this.meantNanos = meantNanos;
        }

        @Override
        public void onConnected(StompSocket socket) {
            socket.send("SUBSCRIBE\nid:sub-0\nreceipt:s\ndestination:/subscribe/chat/room/" + name + "-"
                    + number / READERS + "\n\n\0");
        }

        @Override
        public void onReceipt(StompSocket socket) {
            ready.record(meantNanos);
        }

        @Override
        public void onLost(StompSocket socket, String reason) {
            fleet.lost("a newcomer: " + reason);
        }
    }

    /** @param name what its rooms' ids begin with */
    public StormLoad(int port, String name) {
        this.fleet = new Fleet(port, 0);
        this.name = name;
    }

    /** They begin to come. */
    public void start(double perSecond) {
        fleet.ask(() ->
                pace = Pace.start(fleet.loop(), perSecond, meant -> fleet.connect(new Newcomer(started++, meant))));
    }

    /** No more come. */
    public void stop() {
        fleet.ask(() -> {
            if (pace != null) {
                pace.stop();
            }
            return null;
        });
    }

    /** How many got their RECEIPT since it was last asked, and how long they took. */
    public ChatLoad.Seen seen() {
        return ChatLoad.Seen.of(fleet.ask(ready::reset));
    }

    /** Why connections were lost, empty where none was. */
    public List<String> losses() {
        return fleet.losses();
    }

    @Override
    public void close() {
        fleet.close();
    }
}
