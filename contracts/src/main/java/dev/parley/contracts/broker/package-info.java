/** What gateways say to each other about topics, queues and queues of users, of which nothing is stored. Pure JDK. */
@NullMarked
package dev.parley.contracts.broker;

import org.jspecify.annotations.NullMarked;
