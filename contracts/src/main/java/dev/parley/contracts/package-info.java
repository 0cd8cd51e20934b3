/** What services may say to each other: plain markers. Knows the JDK and nothing else. */
@NullMarked
package dev.parley.contracts;

import org.jspecify.annotations.NullMarked;
