/**
 * Chat services and gateways as they are, on a simulated clock, bus, database and sockets: whatever goes wrong there is
 * drawn from a seed, and the same seed goes wrong the same way again (docs/testing.md, "Simulation").
 */
@NullMarked
package dev.parley.e2e.sim;

import org.jspecify.annotations.NullMarked;
