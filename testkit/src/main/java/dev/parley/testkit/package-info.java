/**
 * What tests of every module share: databases, clients, conversation scripts, clocks, and clusters of real processes. May
 * use contracts and platform; no service may be named here, only the class names of their mains. Blocks freely: for test
 * threads and for the launcher of {@code ./parley cluster}, never for an event loop.
 */
@NullMarked
package dev.parley.testkit;

import org.jspecify.annotations.NullMarked;
