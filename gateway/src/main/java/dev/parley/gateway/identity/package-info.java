/** Who is speaking: verifies access tokens with cached keys, and asks the auth service about passwords. */
@NullMarked
package dev.parley.gateway.identity;

import org.jspecify.annotations.NullMarked;
