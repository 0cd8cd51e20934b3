package dev.parley.bench.capacity;

import java.util.Locale;

/**
 * A cluster as docs/capacity.md reckons with it, and what it comes to. People are at gateways by chance.
 *
 * @param connections people who are there
 * @param gateways gateway processes
 * @param roomsEach rooms that each of them has open
 * @param roomSize people in a room
 * @param messagesEach messages that each sends in an hour
 */
record Load(long connections, int gateways, int roomsEach, int roomSize, int messagesEach) {
    // Measured: docs/performance.md, DigestBenchmark.
    private static final double IDLE_KB = 7.0;
    private static final double DELIVERY_MICROS = 7;
    private static final double MESSAGE_MICROS = 160;
    static final double DIGEST_BYTES = 129;
    private static final double DIGEST_WRITE_MICROS = 0.16;
    private static final double DIGEST_READ_MICROS = 0.4;
    static final double DIGEST_SECONDS = 1.5;
    private static final double ROW_KB = 0.8;

    /** PARLEY_CHAT_SHARDS. */
    static final int SHARDS = 64;

    private static final double SECONDS = 3600;
    private static final double A_DAY = 86_400;
    private static final double MICROS = 1e6;
    private static final double K = 1024;

    double rooms() {
        return (double) connections * roomsEach / roomSize;
    }

    double messages() {
        return connections * messagesEach / SECONDS;
    }

    double deliveries() {
        return messages() * roomSize;
    }

    /** Gateways where at least one of a room's people is: each gets every event of it once. */
    double gatewaysOfARoom() {
        return gateways * (1 - Math.pow(1 - 1.0 / gateways, roomSize));
    }

    double roomsOfAGateway() {
        return rooms() * gatewaysOfARoom() / gateways;
    }

    double announcements() {
        return messages() * gatewaysOfARoom();
    }

    /** Events that a shard's owner puts into the log. */
    double writesOfAShard() {
        return messages() / SHARDS;
    }

    /** All gateways' digests, on their way to the shards. */
    double digestBytes() {
        return rooms() * gatewaysOfARoom() * DIGEST_BYTES / DIGEST_SECONDS;
    }

    /** Of one gateway, for its digests and its deliveries. */
    double gatewayCores() {
        double digests = roomsOfAGateway() / DIGEST_SECONDS * DIGEST_WRITE_MICROS;
        return (deliveries() / gateways * DELIVERY_MICROS + digests) / MICROS;
    }

    /** What a core does that does its share of the digests beside. */
    double deliveriesOfACore() {
        return deliveries() / gateways / gatewayCores();
    }

    /** Of everything that is done once a message, whichever process does it; and of the digests at the owners. */
    double messageCores() {
        double digests = rooms() * gatewaysOfARoom() / DIGEST_SECONDS * DIGEST_READ_MICROS;
        return (messages() * MESSAGE_MICROS + digests) / MICROS;
    }

    double gatewayMemory() {
        return connections / (double) gateways * IDLE_KB * K;
    }

    double logBytesADay() {
        return messages() * ROW_KB * K * A_DAY;
    }

    /** A row of the table in docs/capacity.md. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %,.0f | %,.0f | %,.0f | %,.0f | %,.1f | %,.0f | %.2f | %.2f | %,.0f | %.2f | %,.2f | %,.1f |",
                connections,
                gateways,
                rooms(),
                messages(),
                deliveries(),
                announcements(),
                writesOfAShard(),
                roomsOfAGateway(),
                gatewayMemory() / K / K / K,
                gatewayCores(),
                deliveriesOfACore(),
                messageCores(),
                digestBytes() / K / K,
                logBytesADay() / K / K / K);
    }
}
