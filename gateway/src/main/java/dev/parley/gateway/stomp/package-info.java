/**
 * STOMP on the wire: versions, bounded decoding and encoding of frames, heart-beats, destinations. Pure functions and
 * small state machines: no sockets, no timers, no sessions.
 *
 * <p>May know {@code dev.parley.contracts.model} and {@code .error}, and of Vert.x only {@code Frame}, {@code Command}
 * and {@code Buffer}; nothing else of the gateway. {@code StompArchitectureTest} is the rule.
 */
@NullMarked
package dev.parley.gateway.stomp;

import org.jspecify.annotations.NullMarked;
