/** From a main to a running process and back: start, say so, stop in order. */
@NullMarked
package dev.parley.platform.boot;

import org.jspecify.annotations.NullMarked;
