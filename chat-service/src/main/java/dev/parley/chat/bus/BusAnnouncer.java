package dev.parley.chat.bus;

import dev.parley.chat.shard.Announcer;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.RoomAdvanced;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells each interested gateway of a commit once, in messages of a bounded size. */
public final class BusAnnouncer implements Announcer {
    /** All that comes in from the cluster passes one event loop of the gateway: no message may hold it for long. */
    static final int MAX_EVENTS = 100;

    static final int MAX_BYTES = 256 * 1024;

    private final Bus bus;

    public BusAnnouncer(Bus bus) {
        this.bus = bus;
    }

    @Override
    public void announce(RoomId room, Epoch epoch, List<LoggedEvent> events, Set<NodeId> gateways) {
        if (gateways.isEmpty()) {
            return;
        }
        for (List<LoggedEvent> part : split(events)) {
            RoomAdvanced advanced = new RoomAdvanced(room, epoch, part);
            gateways.forEach(gateway -> bus.tell(Addresses.gateway(gateway), advanced));
        }
    }

    /** In order; an event that is too long by itself goes alone. */
    static List<List<LoggedEvent>> split(List<LoggedEvent> events) {
        List<List<LoggedEvent>> parts = new ArrayList<>();
        List<LoggedEvent> part = new ArrayList<>();
        int bytes = 0;
        for (LoggedEvent event : events) {
            int length = event.body().utf8().length;
            if (!part.isEmpty() && (part.size() == MAX_EVENTS || bytes + length > MAX_BYTES)) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(event);
            bytes += length;
        }
        parts.add(part);
        return parts;
    }
}
