package dev.parley.bench.load;

import java.util.ArrayList;
import java.util.List;

/** Publishers who each wait for the RECEIPT of a message before they send the next. Blocks; for one thread. */
public final class ReceiptLoad implements AutoCloseable {
    private static final int BODY_BYTES = 256;

    private final Fleet fleet;
    private final List<Waiting> publishers = new ArrayList<>();
    private final Recorder receipts = new Recorder();
    private boolean running;

    /** One publisher, and when it sent what it waits for. */
    private final class Waiting {
        private final Publisher publisher;
        private long sentNanos;

        private Waiting(String room) {
            publisher = new Publisher(fleet, room, "receipt:r\n", BODY_BYTES, this::onReceipt);
        }

        private void send() {
            sentNanos = System.nanoTime();
            publisher.publish(sentNanos);
        }

        private void onReceipt() {
            receipts.record(sentNanos);
            if (running) {
                send();
            }
        }
    }

    private ReceiptLoad(int port) {
        this.fleet = new Fleet(port, 0);
    }

    /** Opens the connections. */
    public static ReceiptLoad open(int port, String name, int rooms, int publishers) {
        ReceiptLoad load = new ReceiptLoad(port);
        for (int i = 0; i < publishers; i++) {
            load.publishers.add(load.new Waiting(name + "-" + i % rooms));
        }
        try {
            load.fleet.open(load.publishers.stream().map(each -> each.publisher).toList());
            return load;
        } catch (RuntimeException e) {
            load.close();
            throw e;
        }
    }

    /** Everybody sends the first. */
    public void start() {
        fleet.ask(() -> {
            running = true;
            publishers.forEach(Waiting::send);
            return null;
        });
    }

    /** Nobody sends another. */
    public void stop() {
        fleet.ask(() -> running = false);
    }

    /** Receipts since it was last asked, and how long they took. */
    public ChatLoad.Seen seen() {
        return ChatLoad.Seen.of(fleet.ask(receipts::reset));
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
