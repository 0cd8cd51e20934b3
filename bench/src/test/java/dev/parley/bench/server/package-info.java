@NullMarked
package dev.parley.bench.server;

import org.jspecify.annotations.NullMarked;
