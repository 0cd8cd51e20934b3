package dev.parley.testkit.script;

import dev.parley.testkit.stomp.StompClient;
import java.net.URI;
import java.util.List;

/** Where the doors of one gateway are, at their default paths. */
public record Gateway(String host, int httpPort, int tcpPort) {
    /** {@code http://host:port}, without a slash at the end. */
    public String http() {
        return "http://" + host + ":" + httpPort;
    }

    /** {@code host:port} of the door for plain TCP. */
    public String tcp() {
        return host + ":" + tcpPort;
    }

    /** Opens a connection at the door {@code ws}, {@code sockjs}, {@code xhr} or {@code tcp}. Sub-protocols are for the first only. */
    public StompClient open(String door, List<String> subProtocols) {
        String webSocket = "ws://" + host + ":" + httpPort;
        return switch (door) {
            case "ws" -> StompClient.overWebSocket(URI.create(webSocket + "/ws"), subProtocols.toArray(String[]::new));
            case "sockjs" -> StompClient.overSockJs(URI.create(webSocket + "/ws-sockjs"));
            case "xhr" -> StompClient.overSockJsXhr(URI.create(http() + "/ws-sockjs"));
            case "tcp" -> StompClient.overTcp(host, tcpPort);
            default -> throw new IllegalArgumentException("no such door: " + door);
        };
    }
}
