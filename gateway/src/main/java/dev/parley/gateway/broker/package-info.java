/** Destinations that are no rooms: topics, queues, and queues of users. Nothing of them is stored. */
@NullMarked
package dev.parley.gateway.broker;

import org.jspecify.annotations.NullMarked;
