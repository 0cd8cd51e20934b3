/** The one registry of meters of a process. */
@NullMarked
package dev.parley.platform.metrics;

import org.jspecify.annotations.NullMarked;
