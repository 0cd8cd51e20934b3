/** The way in (commands of a shard) and out (events to gateways) over the backbone. Depends on app. */
@NullMarked
package dev.parley.presence.bus;

import org.jspecify.annotations.NullMarked;
