@NullMarked
package dev.parley.testkit.script;

import org.jspecify.annotations.NullMarked;
