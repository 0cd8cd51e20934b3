/** The rows of the table: each one kind of work, done by Parley and, where that says something, by the bare broadcaster. */
@NullMarked
package dev.parley.bench.rows;

import org.jspecify.annotations.NullMarked;
