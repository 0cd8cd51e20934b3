/**
 * The judge: what was said, answered, delivered and stored, held against the promises of docs/architecture.md. Pure: no
 * clock, no socket, no Vert.x; times come as arguments. One thread.
 */
@NullMarked
package dev.parley.verify.judge;

import org.jspecify.annotations.NullMarked;
