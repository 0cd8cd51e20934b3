/** What docs/capacity.md reckons, and simulations of what cannot be run here. */
@NullMarked
package dev.parley.bench.capacity;

import org.jspecify.annotations.NullMarked;
