/** Commands to the presence service, their replies, and what it announces. Pure JDK. */
@NullMarked
package dev.parley.contracts.presence;

import org.jspecify.annotations.NullMarked;
