package dev.parley.gateway.transport;

import dev.parley.gateway.stomp.StompVersion;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client's side of the opening handshake (RFC 6455, 4.2.1), looked at before anything is upgraded. */
final class WebSocketHandshake {
    static final String SUB_PROTOCOL = "Sec-WebSocket-Protocol";
    static final String VERSION = "Sec-WebSocket-Version";
    /** The version of RFC 6455; those before it were drafts. */
    static final String RFC_6455 = "13";

    private static final String KEY = "Sec-WebSocket-Key";
    private static final int KEY_BYTES = 16;

    private final HttpServerRequest request;
    /** The sub-protocols that the client offers; their names are case-sensitive. */
    private final List<String> offered;

    private final Optional<String> best;

    WebSocketHandshake(HttpServerRequest request) {
        this.request = request;
        this.offered = elements(SUB_PROTOCOL);
        this.best =
                StompVersion.subProtocols().stream().filter(offered::contains).findFirst();
    }

    /** How it is refused: the HTTP status, a header that says what would be taken, and a text for a person. */
    record Refused(int status, Optional<Hint> hint, String text) {
        Refused(int status, String text) {
            this(status, Optional.empty(), text);
        }
    }

    /** A header of a refusal. */
    record Hint(CharSequence name, CharSequence value) {}

    /** What is wrong with it; empty when it can be upgraded. */
    Optional<Refused> refused() {
        if (!HttpMethod.GET.equals(request.method())) {
            return refuse(405, HttpHeaders.ALLOW, "GET", "A WebSocket is opened by GET.");
        }
        if (!lists(HttpHeaders.UPGRADE, "websocket")) {
            return refuse(426, HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, "This is a WebSocket endpoint.");
        }
        if (request.version() == HttpVersion.HTTP_1_0) {
            return Optional.of(new Refused(400, "A WebSocket is opened over HTTP/1.1."));
        }
        if (!lists(HttpHeaders.CONNECTION, "upgrade")) {
            return Optional.of(new Refused(400, "The header Connection must have Upgrade."));
        }
        if (!request.headers().getAll(VERSION).equals(List.of(RFC_6455))) {
            return refuse(426, VERSION, RFC_6455, "The version of the WebSocket protocol must be 13.");
        }
        if (!hasKey()) {
            return Optional.of(new Refused(400, "The header Sec-WebSocket-Key must be 16 bytes in Base64."));
        }
        if (best.isEmpty() && !offered.isEmpty()) {
            return Optional.of(new Refused(400, "None of the sub-protocols is spoken here."));
        }
        return Optional.empty();
    }

    private static Optional<Refused> refuse(int status, CharSequence header, CharSequence value, String text) {
        return Optional.of(new Refused(status, Optional.of(new Hint(header, value)), text));
    }

    /**
     * Answers it, and puts the handler in the place of Vert.x's; to be called where nothing is {@link #refused}.
     *
     * @param headers of the answer, beside those of the handshake
     * @param maxFrameBytes the longest frame that the client may send
     */
    @SuppressWarnings("FutureReturnValueIgnored") // where it fails the channel ends, which the handler hears
    void accept(Iterable<Map.Entry<String, String>> headers, int maxFrameBytes, ChannelHandler handler) {
        Channel channel = ((ConnectionBase) request.connection()).channel();
        DefaultHttpHeaders asked = new DefaultHttpHeaders();
        asked.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                .set(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET)
                .set(KEY, request.getHeader(KEY));
        best.ifPresent(protocol -> asked.set(SUB_PROTOCOL, protocol)); // Netty takes the client's first
        FullHttpRequest asking = new DefaultFullHttpRequest(
                io.netty.handler.codec.http.HttpVersion.HTTP_1_1,
                io.netty.handler.codec.http.HttpMethod.GET,
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                asked,
                EmptyHttpHeaders.INSTANCE);
        DefaultHttpHeaders answered = new DefaultHttpHeaders();
        headers.forEach(header -> answered.add(header.getKey(), header.getValue()));
        new WebSocketServerHandshaker13(request.uri(), best.orElse(null), decoding(maxFrameBytes))
                .handshake(channel, asking, answered, channel.newPromise());
        Channels.takeOver(request.connection(), handler);
    }

    /** Violations are answered by {@link WebSocketGuard}. */
    private static WebSocketDecoderConfig decoding(int maxFrameBytes) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxFrameBytes)
                .closeOnProtocolViolation(false)
                .build();
    }

    /** The version that the sub-protocol stands for. */
    Optional<StompVersion> agreedVersion() {
        return best.flatMap(StompVersion::ofSubProtocol);
    }

    private boolean lists(CharSequence header, String name) {
        return elements(header).stream().anyMatch(name::equalsIgnoreCase);
    }

    private List<String> elements(CharSequence header) {
        List<String> elements = new ArrayList<>(1);
        for (String line : request.headers().getAll(header)) {
            for (String element : line.split(",", -1)) {
                if (!element.isBlank()) {
                    elements.add(element.trim());
                }
            }
        }
        return elements;
    }

    private boolean hasKey() {
        List<String> keys = request.headers().getAll(KEY);
        try {
            return keys.size() == 1 && Base64.getDecoder().decode(keys.get(0).trim()).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
