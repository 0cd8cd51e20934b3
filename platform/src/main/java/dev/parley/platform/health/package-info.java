/** The management port: probes and metrics, never public. */
@NullMarked
package dev.parley.platform.health;

import org.jspecify.annotations.NullMarked;
