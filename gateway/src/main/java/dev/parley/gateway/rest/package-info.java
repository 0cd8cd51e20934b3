/**
 * REST: one operation object per operation of {@code openapi.json}, the routes that lead to them, and the problems they
 * answer with. Knows the gateway's bus, identity and limits, never another door.
 */
@NullMarked
package dev.parley.gateway.rest;

import org.jspecify.annotations.NullMarked;
