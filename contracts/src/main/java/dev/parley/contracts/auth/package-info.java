/** Commands to the auth service, their replies, and what it announces. Pure JDK. */
@NullMarked
package dev.parley.contracts.auth;

import org.jspecify.annotations.NullMarked;
