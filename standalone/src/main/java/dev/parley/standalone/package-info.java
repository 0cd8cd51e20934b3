/** Every service in one process: the first run, and what most tests run against. */
@NullMarked
package dev.parley.standalone;

import org.jspecify.annotations.NullMarked;
