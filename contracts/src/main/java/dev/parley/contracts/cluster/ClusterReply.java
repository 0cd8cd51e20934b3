package dev.parley.contracts.cluster;

import dev.parley.contracts.Reply;

/** What processes answer each other about the cluster. */
public sealed interface ClusterReply extends Reply permits CalledBack, HandedOver {}
