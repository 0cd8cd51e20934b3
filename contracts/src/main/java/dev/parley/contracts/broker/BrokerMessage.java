package dev.parley.contracts.broker;

import java.util.List;

/**
 * A message on its way.
 *
 * @param id minted by the gateway that it came to, unique in the cluster, without a slash
 * @param deliveries how often it may have reached a subscriber that did not acknowledge it
 * @param headers those that the subscriber gets beside the ones that concern its subscription
 */
public record BrokerMessage(String id, int deliveries, List<HeaderField> headers, MessageBody body) {
    /** What a message costs in memory beside its bytes and characters: objects and places in maps. */
    private static final int OVERHEAD_BYTES = 256;

    public BrokerMessage {
        headers = List.copyOf(headers);
    }

    /** The same, delivered so often. */
    public BrokerMessage delivered(int times) {
        return new BrokerMessage(id, times, headers, body);
    }

    /** About what it costs to keep it. */
    public int size() {
        int size = OVERHEAD_BYTES + body.bytes().length;
        for (HeaderField header : headers) {
            size += 2 * (header.name().length() + header.value().length());
        }
        return size;
    }

    @Override
    public String toString() {
        return "BrokerMessage[" + id + ", " + body + "]";
    }
}
