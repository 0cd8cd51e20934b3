/** Where accounts, login sessions and keys are kept: ports. Knows domain and Future. */
@NullMarked
package dev.parley.auth.store;

import org.jspecify.annotations.NullMarked;
