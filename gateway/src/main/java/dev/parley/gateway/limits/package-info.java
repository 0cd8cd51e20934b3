/** How much a client may do: rates, places, and a count of every limit that was met. Knows no frame and no door. */
@NullMarked
package dev.parley.gateway.limits;

import org.jspecify.annotations.NullMarked;
