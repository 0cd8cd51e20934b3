package dev.parley.contracts.cluster;

/** All of them were sent. */
public record CalledBack() implements ClusterReply {}
