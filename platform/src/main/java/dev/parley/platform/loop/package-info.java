/** Futures and the event loops that wait for them. */
@NullMarked
package dev.parley.platform.loop;

import org.jspecify.annotations.NullMarked;
