/** Attacks on a whole gateway: one test for each, which shows the refusal and that nothing has changed. */
@NullMarked
package dev.parley.gateway.attack;

import org.jspecify.annotations.NullMarked;
