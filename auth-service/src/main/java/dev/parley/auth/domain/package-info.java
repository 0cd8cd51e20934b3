/** Accounts, login sessions, signing keys and the rules about them. Knows the JDK, contracts.model and contracts.error. */
@NullMarked
package dev.parley.auth.domain;

import org.jspecify.annotations.NullMarked;
