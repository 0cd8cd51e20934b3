/**
 * What may happen in a room, decided without a database, a clock or a network. Pure JDK, and of the contracts only the
 * ids, the chat vocabulary and the error codes.
 */
@NullMarked
package dev.parley.chat.domain;

import org.jspecify.annotations.NullMarked;
