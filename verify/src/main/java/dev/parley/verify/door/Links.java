package dev.parley.verify.door;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Opens links. One for all clients of a run; holds what Vert.x would close when nobody refers to it. */
final class Links {
    private static final int CONNECT_MILLIS = 5000;
    private static final int CLOSING_SECONDS = 2;
    private static final int LARGEST = 1024 * 1024;

    private final Vertx vertx;
    private final NetClient tcp;
    private final WebSocketClient webSockets;
    private final HttpClient http;

    /** @param connections the most HTTP connections to one gateway; polling and streaming SockJS take two each */
    Links(Vertx vertx, int connections) {
        this.vertx = vertx;
        this.tcp = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setTcpNoDelay(true)
                .setHostnameVerificationAlgorithm("HTTPS"));
        this.webSockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxConnections(connections)
                .setMaxFrameSize(LARGEST)
                .setMaxMessageSize(LARGEST)
                .setClosingTimeout(CLOSING_SECONDS));
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    HttpClient http() {
        return http;
    }

    Vertx vertx() {
        return vertx;
    }

    Future<Link> tcp(Gateway gateway, Link.Ear ear) {
        URI at = gateway.tcp().orElseThrow();
        return tcp.connect(new ConnectOptions()
                        .setHost(at.getHost())
                        .setPort(at.getPort())
                        .setSsl("stomp-tls".equals(at.getScheme())))
                .map(socket -> listening(socket, ear));
    }

    private static Link listening(NetSocket socket, Link.Ear ear) {
        End end = new End(ear);
        socket.handler(ear.texts());
        socket.exceptionHandler(end::because);
        socket.closeHandler(closed -> end.because(null));
        return new Link() {
            @Override
            public void send(Buffer text) {
                socket.write(text).onFailure(end::because);
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    /** @param path of the WebSocket, with a slash */
    Future<Link> webSocket(Gateway gateway, String path, List<String> subProtocols, Link.Ear ear) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(gateway.host())
                .setPort(gateway.port())
                .setSsl(gateway.isSecure())
                .setURI(path)
                .setTimeout(CONNECT_MILLIS)
                .setSubProtocols(subProtocols);
        return webSockets.connect(options).map(socket -> listening(socket, ear));
    }

    private static Link listening(WebSocket socket, Link.Ear ear) {
        End end = new End(ear);
        socket.textMessageHandler(text -> ear.texts().handle(Buffer.buffer(text)));
        socket.binaryMessageHandler(ear.texts());
        socket.exceptionHandler(end::because);
        socket.closeHandler(closed -> end.because(
                socket.closeStatusCode() == null
                        ? null
                        : new IOException("WebSocket close " + socket.closeStatusCode() + " " + socket.closeReason())));
        return new Link() {
            @Override
            public void send(Buffer text) {
                if (!socket.isClosed()) {
                    socket.writeTextMessage(text.toString()).onFailure(end::because);
                }
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    /** SockJS on its WebSocket transport. */
    Future<Link> sockJs(Gateway gateway, String path, Link.Ear ear) {
        SockJsTexts texts = new SockJsTexts(ear);
        return webSocket(gateway, sessionPath(path) + "/websocket", List.of(), texts.raw())
                .compose(link -> texts.opened(new Link() {
                    @Override
                    public void send(Buffer text) {
                        link.send(SockJsTexts.packed(List.of(text)));
                    }

                    @Override
                    public void close() {
                        link.close();
                    }
                }));
    }

    /** SockJS on xhr_streaming and xhr_send. */
    Future<Link> sockJsXhr(Gateway gateway, String path, Link.Ear ear) {
        SockJsTexts texts = new SockJsTexts(ear);
        XhrLink link = new XhrLink(http, gateway, sessionPath(path), texts.raw());
        link.stream();
        return texts.opened(link);
    }

    private static String sessionPath(String path) {
        return path + "/000/" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Tells the first reason of an end, once. */
    private static final class End {
        private final Link.Ear ear;
        private final AtomicBoolean told = new AtomicBoolean();

        End(Link.Ear ear) {
            this.ear = ear;
        }

        void because(@Nullable Throwable why) {
            if (told.compareAndSet(false, true)) {
                ear.ended().handle(why == null ? new IOException("the connection was closed") : why);
            }
        }
    }
}
