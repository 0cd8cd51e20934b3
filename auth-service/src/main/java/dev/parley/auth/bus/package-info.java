/** The way in and out: commands from the bus to the use cases, announcements back to it. */
@NullMarked
package dev.parley.auth.bus;

import org.jspecify.annotations.NullMarked;
