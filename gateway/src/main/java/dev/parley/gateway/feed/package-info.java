/** Rooms as this gateway hears them: feeds, cursors, and the interest that keeps announcements coming. */
@NullMarked
package dev.parley.gateway.feed;

import org.jspecify.annotations.NullMarked;
