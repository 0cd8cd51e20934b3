/** The stores in memory: the fake of the unit tests. */
@NullMarked
package dev.parley.auth.store.memory;

import org.jspecify.annotations.NullMarked;
