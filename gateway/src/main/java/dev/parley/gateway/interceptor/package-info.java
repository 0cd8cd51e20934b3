/** What others may add to a gateway: code that sees every frame on its way in and out (docs/interceptors.md). */
@NullMarked
package dev.parley.gateway.interceptor;

import org.jspecify.annotations.NullMarked;
