package dev.parley.contracts.cluster;

/** All of them are served, and the cluster knows. */
public record HandedOver() implements ClusterReply {}
