/** What processes say to each other about the cluster itself: who serves which shards, and whether they hear. */
@NullMarked
package dev.parley.contracts.cluster;

import org.jspecify.annotations.NullMarked;
