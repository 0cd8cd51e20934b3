/** The only package that knows the Vert.x event bus: addresses, codec, typed ask and tell. */
@NullMarked
package dev.parley.contracts.bus;

import org.jspecify.annotations.NullMarked;
