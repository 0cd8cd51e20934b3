/** Where settings come from: defaults, a file, the environment. The keys are in keys.txt. */
@NullMarked
package dev.parley.platform.config;

import org.jspecify.annotations.NullMarked;
