@NullMarked
package dev.parley.testkit.stomp;

import org.jspecify.annotations.NullMarked;
