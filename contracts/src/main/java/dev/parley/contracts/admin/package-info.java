/** What admins ask of the auth service, and what it answers. Pure JDK. */
@NullMarked
package dev.parley.contracts.admin;

import org.jspecify.annotations.NullMarked;
