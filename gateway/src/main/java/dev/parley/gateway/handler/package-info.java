/** What each frame of a client means. The last place that knows STOMP on the way in. */
@NullMarked
package dev.parley.gateway.handler;

import org.jspecify.annotations.NullMarked;
