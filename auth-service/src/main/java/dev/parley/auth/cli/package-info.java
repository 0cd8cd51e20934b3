/** {@code ./parley admin}: the admin API from a terminal. A client over HTTP: knows nothing else of the service. */
@NullMarked
package dev.parley.auth.cli;

import org.jspecify.annotations.NullMarked;
