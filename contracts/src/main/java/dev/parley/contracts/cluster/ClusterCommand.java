package dev.parley.contracts.cluster;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;
import dev.parley.contracts.model.NodeId;

/** A command to one process, whatever it runs. */
public sealed interface ClusterCommand<R extends Reply> extends Command<R> permits CallBack, HandOver {
    /** The process that it is for. */
    NodeId to();
}
