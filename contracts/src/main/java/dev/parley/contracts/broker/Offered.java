package dev.parley.contracts.broker;

/**
 * What became of an offer.
 *
 * @param taker the subscriber's number at its gateway; 0 where nobody took it
 */
public record Offered(Outcome outcome, long taker) implements BrokerReply {
    /** What there is. */
    public enum Outcome {
        /** Sent to a subscriber that does not acknowledge. */
        DONE,
        /** Sent to a subscriber that will acknowledge it. */
        TAKEN,
        /** None of them has room; the gateway says when one has. */
        NO_ROOM
    }
}
