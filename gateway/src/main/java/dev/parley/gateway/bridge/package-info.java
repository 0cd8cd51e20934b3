/** The event-bus bridge on the public bus (docs/protocol.md, section 6). */
@NullMarked
package dev.parley.gateway.bridge;

import org.jspecify.annotations.NullMarked;
