/** The doors that carry STOMP: TCP, WebSocket, SockJS. Knows bytes and sessions, no chat noun. */
@NullMarked
package dev.parley.gateway.transport;

import org.jspecify.annotations.NullMarked;
