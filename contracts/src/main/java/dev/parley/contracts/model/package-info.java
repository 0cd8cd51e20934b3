/** The nouns every service shares: ids, positions, people. Pure JDK; illegal values cannot be built. */
@NullMarked
package dev.parley.contracts.model;

import org.jspecify.annotations.NullMarked;
