/**
 * Who is here, as pure data: leases, rosters, typing, last seen. Depends on the JDK and the contracts' values; time
 * comes as an argument. Nothing in it is for several threads.
 */
@NullMarked
package dev.parley.presence.domain;

import org.jspecify.annotations.NullMarked;
