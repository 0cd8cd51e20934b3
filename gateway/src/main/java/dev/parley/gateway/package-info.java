/** The protocol edge: holds connections, owns no data. */
@NullMarked
package dev.parley.gateway;

import org.jspecify.annotations.NullMarked;
