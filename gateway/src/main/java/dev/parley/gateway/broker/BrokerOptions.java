package dev.parley.gateway.broker;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * Who may use topics and queues, and what queues may keep.
 *
 * @param queueMessages messages that may wait in one queue
 * @param queueBytes what all queues that this gateway owns may keep, messages that wait for their ACK among it
 * @param queueDeliveries how often a message is delivered before it is given up
 * @param unsettled acknowledgements that owners of queues may not know yet, before nothing more is taken
 * @param queueWait how long a message waits in a queue without a subscriber
 */
public record BrokerOptions(
        BrokerRules rules, int queueMessages, long queueBytes, int queueDeliveries, int unsettled, Duration queueWait) {
    /** Reads {@code PARLEY_BROKER_RULES} and {@code PARLEY_QUEUE_*}. */
    public static BrokerOptions of(Settings settings) {
        return new BrokerOptions(
                BrokerRules.of(settings),
                settings.number("PARLEY_QUEUE_MESSAGES", 1000, 1, 1_000_000),
                settings.number("PARLEY_QUEUE_BYTES", 1 << 26, 1 << 10, Integer.MAX_VALUE),
                settings.number("PARLEY_QUEUE_DELIVERIES", 5, 1, 1000),
                settings.number("PARLEY_QUEUE_UNSETTLED", 10_000, 1, 1_000_000),
                Duration.ofSeconds(settings.number("PARLEY_QUEUE_SECONDS", 30, 1, 86_400)));
    }
}
