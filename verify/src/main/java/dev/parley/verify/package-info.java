/**
 * {@code ./parley verify}: talks to a running Parley as many clients at all doors, and judges what they saw
 * (docs/verify.md). Sees {@code door}, {@code people} and {@code judge}; nobody sees it.
 */
@NullMarked
package dev.parley.verify;

import org.jspecify.annotations.NullMarked;
