/**
 * {@code ./parley bench}: the rows of docs/performance.md, measured one after the other, as a table and as JSON. Sees
 * everything; nobody sees it.
 */
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
