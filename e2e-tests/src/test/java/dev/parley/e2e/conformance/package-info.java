/**
 * What STOMP 1.2, 1.1 and 1.0 ask of a server, clause by clause, at every door. Written from the specifications and from
 * what Parley promises beyond them, not from the server. A class is a section of the specification, a test is a clause;
 * {@link dev.parley.e2e.conformance.AtEachDoor} runs it at every {@link dev.parley.e2e.conformance.Door}.
 */
@NullMarked
package dev.parley.e2e.conformance;

import org.jspecify.annotations.NullMarked;
