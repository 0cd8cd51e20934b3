/** Topics and queues carried by an external STOMP broker. */
@NullMarked
package dev.parley.gateway.relay;

import org.jspecify.annotations.NullMarked;
