@NullMarked
package dev.parley.bench.rows;

import org.jspecify.annotations.NullMarked;
