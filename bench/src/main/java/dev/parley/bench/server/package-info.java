/** What is put under load, as processes of their own, and what they cost. */
@NullMarked
package dev.parley.bench.server;

import org.jspecify.annotations.NullMarked;
