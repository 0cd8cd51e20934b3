/** What one person hears at a door of a gateway, alike at each of them: STOMP's and the bridge's. For tests. */
@NullMarked
package dev.parley.testkit.ear;

import org.jspecify.annotations.NullMarked;
