/**
 * A STOMP client for tests: small, blocking, written from the specification alone, so that it does not share a mistake
 * with the gateway. JDK and Vert.x's JSON only.
 */
@NullMarked
package dev.parley.testkit.stomp;

import org.jspecify.annotations.NullMarked;
