/** The presence service: main, verticle, settings. It sees every package below it, and none sees it. */
@NullMarked
package dev.parley.presence;

import org.jspecify.annotations.NullMarked;
