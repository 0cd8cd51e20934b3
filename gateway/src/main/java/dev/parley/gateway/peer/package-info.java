/** What gateways are to one another: where the others are, and a request of a client's that goes on to one of them. */
@NullMarked
package dev.parley.gateway.peer;

import org.jspecify.annotations.NullMarked;
