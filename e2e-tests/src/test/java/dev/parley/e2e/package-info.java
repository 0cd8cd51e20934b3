/** Conversations with Parley as it runs: real processes, every door, clients of other people. */
@NullMarked
package dev.parley.e2e;

import org.jspecify.annotations.NullMarked;
