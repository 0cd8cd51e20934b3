package dev.parley.contracts.cluster;

import dev.parley.contracts.model.NodeId;

/**
 * Sent to an address by a peer, to show that the process which asked for it is found there.
 *
 * @param of who asked; other processes at the address pay no heed
 * @param round which of its rounds
 */
public record Canary(NodeId of, long round) implements ClusterEvent {}
