/** Certificates that are in files, and taken anew when these change. Knows config and Vert.x's options; no server. */
@NullMarked
package dev.parley.platform.tls;

import org.jspecify.annotations.NullMarked;
