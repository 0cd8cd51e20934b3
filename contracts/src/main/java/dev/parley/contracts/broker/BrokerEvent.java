package dev.parley.contracts.broker;

import dev.parley.contracts.Event;

/** What the owner of a place tells the gateways that listen to it. */
public sealed interface BrokerEvent extends Event permits MessageSent {}
