package dev.parley.contracts.broker;

import dev.parley.contracts.model.NodeId;
import java.util.List;

/**
 * All that a gateway wants of the places of one owner; replaces everything that it said before. Repeated every few
 * seconds, and at once when gateways come or go.
 */
public record RenewListening(NodeId to, NodeId gateway, List<Listening> all) implements BrokerCommand<Noted> {
    public RenewListening {
        all = List.copyOf(all);
    }
}
