package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import io.vertx.core.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The subscribers of one place on one event loop, for what goes to all of them. For that loop, but for {@link #hear}. */
final class TopicReaders implements Listener {
    private final Context loop;
    private final Set<TopicFlow> readers = new LinkedHashSet<>();

    TopicReaders(Context loop) {
        this.loop = loop;
    }

    void add(TopicFlow reader) {
        readers.add(reader);
    }

    /** Whether it was the last one. */
    boolean remove(TopicFlow reader) {
        return readers.remove(reader) && readers.isEmpty();
    }

    @Override
    public void hear(BrokerMessage message) {
        loop.runOnContext(ignored -> {
            TopicMessage encoded = new TopicMessage(message);
            try {
                List.copyOf(readers).forEach(reader -> reader.deliver(encoded));
            } finally {
                encoded.release();
            }
        });
    }
}
