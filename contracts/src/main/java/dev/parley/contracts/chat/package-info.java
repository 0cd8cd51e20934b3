/** Commands to the owner of a room's shard, their replies, and what the owner announces. Pure JDK. */
@NullMarked
package dev.parley.contracts.chat;

import org.jspecify.annotations.NullMarked;
