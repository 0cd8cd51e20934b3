/**
 * The load generator: many STOMP connections over WebSocket on one event loop, as cheap as they can be, with an account
 * of what each reader got. Knows nothing of Parley but its wire.
 */
@NullMarked
package dev.parley.bench.load;

import org.jspecify.annotations.NullMarked;
