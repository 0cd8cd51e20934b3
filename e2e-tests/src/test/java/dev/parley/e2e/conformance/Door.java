package dev.parley.e2e.conformance;

import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.TcpWire;
import dev.parley.testkit.stomp.WebSocketWire;
import dev.parley.testkit.stomp.Wire;
import java.net.URI;
import java.util.List;

/** A way in that carries STOMP. */
enum Door {
    TCP(true) {
        @Override
        Wire open(Gateway gateway, Wire.Receiver receiver) {
            return new TcpWire(gateway.host(), gateway.tcpPort(), receiver);
        }
    },
    WEB_SOCKET(true) {
        @Override
        Wire open(Gateway gateway, Wire.Receiver receiver) {
            return new WebSocketWire(webSocket(gateway, "/ws"), List.of(), receiver);
        }
    },
    SOCKJS_WEB_SOCKET(false) {
        @Override
        Wire open(Gateway gateway, Wire.Receiver receiver) {
            return new SockJsWebSocketWire(webSocket(gateway, SOCKJS_PATH), receiver);
        }
    },
    SOCKJS_XHR_STREAMING(false) {
        @Override
        Wire open(Gateway gateway, Wire.Receiver receiver) {
            return new SockJsXhrWire(URI.create(gateway.http() + SOCKJS_PATH), "xhr_streaming", receiver);
        }
    },
    SOCKJS_XHR_POLLING(false) {
        @Override
        Wire open(Gateway gateway, Wire.Receiver receiver) {
            return new SockJsXhrWire(URI.create(gateway.http() + SOCKJS_PATH), "xhr", receiver);
        }
    };

    private static final String SOCKJS_PATH = "/ws-sockjs";

    private final boolean carriesAnyBytes;

    Door(boolean carriesAnyBytes) {
        this.carriesAnyBytes = carriesAnyBytes;
    }

    /** Connects; sends no STOMP. */
    abstract Wire open(Gateway gateway, Wire.Receiver receiver);

    /** Whether bytes that are not UTF-8 can be sent here; SockJS is for text. */
    boolean carriesAnyBytes() {
        return carriesAnyBytes;
    }

    /** Where a WebSocket door of the gateway is. */
    static URI webSocket(Gateway gateway, String path) {
        return URI.create("ws://" + gateway.host() + ":" + gateway.httpPort() + path);
    }
}
