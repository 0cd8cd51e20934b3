package dev.parley.contracts.broker;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;
import dev.parley.contracts.model.NodeId;

/** A command of one gateway to another, or to itself: to the owner of a place, or from it. */
public sealed interface BrokerCommand<R extends Reply> extends Command<R>
        permits ListenTo, OfferMessage, RenewListening, SendMessage, SettleMessages {
    /** The gateway that it is for. */
    NodeId to();
}
