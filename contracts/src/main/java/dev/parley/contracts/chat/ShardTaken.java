package dev.parley.contracts.chat;

/** A shard has a new owner, which knows nobody's interest yet: renew it now. */
public record ShardTaken(int shard) implements ChatEvent {}
