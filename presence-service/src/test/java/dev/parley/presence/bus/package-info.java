/** Tests. */
@NullMarked
package dev.parley.presence.bus;

import org.jspecify.annotations.NullMarked;
