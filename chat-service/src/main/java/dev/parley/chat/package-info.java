/** The chat service: its main, its settings, its wiring. Sees everything below it and is seen by nothing. */
@NullMarked
package dev.parley.chat;

import org.jspecify.annotations.NullMarked;
