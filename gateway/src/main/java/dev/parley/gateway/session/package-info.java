/** An authenticated connection: its states, its frames in order, its bounded way out, its clock. */
@NullMarked
package dev.parley.gateway.session;

import org.jspecify.annotations.NullMarked;
