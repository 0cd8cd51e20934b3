/**
 * The doors of a gateway, each as a {@link dev.parley.verify.door.RoomSession}: written from the protocol's documents
 * alone, on one event loop, ready for every way in which a connection can fail.
 */
@NullMarked
package dev.parley.verify.door;

import org.jspecify.annotations.NullMarked;
