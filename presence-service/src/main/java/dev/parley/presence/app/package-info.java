/** The shards that this process owns, and the port by which they tell the gateways. Depends on the domain only. */
@NullMarked
package dev.parley.presence.app;

import org.jspecify.annotations.NullMarked;
