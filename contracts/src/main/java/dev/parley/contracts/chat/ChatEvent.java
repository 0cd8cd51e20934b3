package dev.parley.contracts.chat;

import dev.parley.contracts.Event;

/** What the chat service announces to gateways. Hints: a lost one is repaired by the next {@link RenewInterest}. */
public sealed interface ChatEvent extends Event permits RoomAdvanced, ShardTaken {}
