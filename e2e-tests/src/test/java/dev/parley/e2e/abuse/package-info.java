/**
 * Clients that mean harm, against the single process with little memory: each ends in a refusal that is named, while
 * others talk on, and leaves nothing behind.
 */
@NullMarked
package dev.parley.e2e.abuse;

import org.jspecify.annotations.NullMarked;
