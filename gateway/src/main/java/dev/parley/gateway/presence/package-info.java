/** What this gateway knows about who is here: reports under its lease, and what watchers are told. */
@NullMarked
package dev.parley.gateway.presence;

import org.jspecify.annotations.NullMarked;
