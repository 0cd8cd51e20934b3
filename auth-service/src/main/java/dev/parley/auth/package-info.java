/** The auth service: its main, its settings, its wiring. Sees every package below; none of them sees it. */
@NullMarked
package dev.parley.auth;

import org.jspecify.annotations.NullMarked;
