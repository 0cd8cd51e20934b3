/** Secrets: access tokens and the keys that sign them, password hashes, random values. Implements ports of app. */
@NullMarked
package dev.parley.auth.token;

import org.jspecify.annotations.NullMarked;
