/**
 * Attacks at a whole Parley, one test each: that it is refused, and that nothing has changed. The table of all of them is
 * docs/attacks.md; forged tokens are in the gateway's own package of this name.
 */
@NullMarked
package dev.parley.standalone.attack;

import org.jspecify.annotations.NullMarked;
