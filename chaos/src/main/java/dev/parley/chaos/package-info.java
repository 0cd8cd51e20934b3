/**
 * {@code ./parley chaos}: a cluster on this machine, faults one after the other from a seeded plan, {@code parley verify} as
 * load and judge. Knows the services as processes only; may depend on testkit.
 */
@NullMarked
package dev.parley.chaos;

import org.jspecify.annotations.NullMarked;
