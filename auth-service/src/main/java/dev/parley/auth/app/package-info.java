/** One use case a command, and the ports for what they need from outside. Knows store, domain, contracts and Future. */
@NullMarked
package dev.parley.auth.app;

import org.jspecify.annotations.NullMarked;
