package dev.parley.contracts.cluster;

import dev.parley.contracts.Event;

/** What is heard of the cluster itself at any address. */
public sealed interface ClusterEvent extends Event permits Canary {}
