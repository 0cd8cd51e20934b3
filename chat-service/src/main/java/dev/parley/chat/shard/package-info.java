/**
 * What the owner of a shard does: decides writes in one order and commits them in groups, keeps the state of hot rooms,
 * and knows which gateways want to hear of which room. One of each a shard, all on one event loop.
 */
@NullMarked
package dev.parley.chat.shard;

import org.jspecify.annotations.NullMarked;
