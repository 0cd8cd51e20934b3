/** The backbone: which processes there are, and which of them owns which shard. */
@NullMarked
package dev.parley.platform.cluster;

import org.jspecify.annotations.NullMarked;
