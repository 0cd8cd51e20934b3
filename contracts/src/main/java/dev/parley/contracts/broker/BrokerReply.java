package dev.parley.contracts.broker;

import dev.parley.contracts.Reply;

/** What gateways answer each other. */
public sealed interface BrokerReply extends Reply permits MessageTaken, Noted, Offered {}
