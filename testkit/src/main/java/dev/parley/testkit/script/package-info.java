/** Conversations written down: {@code *.stomp} scripts, played against any gateways. The format is in testkit/README.md. */
@NullMarked
package dev.parley.testkit.script;

import org.jspecify.annotations.NullMarked;
