/** JMH benchmarks of single parts: {@code ./parley bench micro}. Each has a baseline: what the bytes alone would cost. */
@NullMarked
package dev.parley.bench.micro;

import org.jspecify.annotations.NullMarked;
