package dev.parley.bench.load;

import org.jspecify.annotations.Nullable;

/** A subscriber of a room, a guest of its own. One event loop. */
final class Reader implements StompSocket.Listener {
    private final Fleet fleet;
    private final Room room;
    private final Recorder recorder;
    private final Sequence sequence = new Sequence();
    private @Nullable StompSocket socket;
    private long messages;

    Reader(Fleet fleet, Room room, Recorder recorder) {
        this.fleet = fleet;
        this.room = room;
        this.recorder = recorder;
        room.add(this);
    }

    @Override
    public void onConnected(StompSocket connected) {
        socket = connected;
        connected.send("SUBSCRIBE\nid:sub-0\nreceipt:s\ndestination:/subscribe/chat/room/" + room.id() + "\n\n\0");
    }

    @Override
    public void onReceipt(StompSocket subscribed) {
        fleet.ready();
    }

    @Override
    public void onMessage(StompSocket from, long seq, long sentNanos) {
        sequence.on(seq);
        if (sentNanos >= 0) {
            messages++;
            recorder.record(sentNanos);
            room.onDelivered();
        }
    }

    @Override
    public void onLost(StompSocket lost, String reason) {
        fleet.lost("a reader of " + room.id() + ": " + reason);
    }

    /** Takes what the server sends, or does not. */
    void read(boolean wanted) {
        if (socket != null) {
            socket.read(wanted);
        }
    }

    /** The newest sequence it has. */
    long last() {
        return sequence.last();
    }

    /** What was published counts too: what nobody got leaves no hole between those that somebody has. */
    Sequence.Faults faults(long head, long published) {
        Sequence.Faults bySequence = sequence.faults(head);
        long missing = published - (messages - bySequence.duplicates());
        return new Sequence.Faults(
                Math.max(missing, bySequence.lost()), bySequence.duplicates(), bySequence.outOfOrder());
    }
}
