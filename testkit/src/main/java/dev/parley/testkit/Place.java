package dev.parley.testkit;

import java.util.List;

/**
 * Where a process of a cluster on this machine runs.
 *
 * @param address that its ports are bound to, and where the others find it
 * @param through what stands before its command: a program that runs the rest of it somewhere, as in a network namespace, in
 *     the same process
 */
public record Place(String address, List<String> through) {
    /** Nowhere in particular: 127.0.0.1. */
    public static final Place LOOPBACK = new Place("127.0.0.1", List.of());

    public Place {
        through = List.copyOf(through);
    }
}
