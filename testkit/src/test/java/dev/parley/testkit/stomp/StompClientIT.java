package dev.parley.testkit.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.stomp.StompServer;
import io.vertx.ext.stomp.StompServerHandler;
import io.vertx.ext.stomp.StompServerOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against the STOMP server of Vert.x, which is not ours. */
class StompClientIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static int tcpPort;
    private static int webSocketPort;

    @BeforeAll
    static void start() {
        StompServerOptions options = new StompServerOptions()
                .setPort(0)
                .setHost("127.0.0.1")
                .setWebsocketBridge(true)
                .setWebsocketPath("/stomp");
        StompServer server = StompServer.create(VERTX, options).handler(StompServerHandler.create(VERTX));
        tcpPort = server.listen().await().actualPort();
        HttpServer http = VERTX.createHttpServer(
                        new HttpServerOptions().setWebSocketSubProtocols(List.of("v12.stomp", "v11.stomp")))
                .webSocketHandshakeHandler(server.webSocketHandshakeHandler())
                .webSocketHandler(server.webSocketHandler());
        webSocketPort = http.listen(0, "127.0.0.1").await().actualPort();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @Test
    void talksOverTcpAndOverAWebSocketInOneRoom() {
        try (StompClient alice = tcp();
                StompClient bob = webSocket()) {
            alice.connect();
            bob.connect();
            bob.send(StompFrame.of("SUBSCRIBE", "id", "s", "destination", "/room", "receipt", "subscribed"));
            bob.expectReceipt("subscribed");

            alice.send(StompFrame.of("SEND", "destination", "/room").withBody("hi, 안녕"));

            assertThat(bob.expectMessage("s").body()).isEqualTo("hi, 안녕");
            assertThat(bob.subProtocol()).contains("v12.stomp");
        }
    }

    @Test
    void failsWhenSomethingComesWhereNothingShould() {
        try (StompClient alice = tcp()) {
            alice.connect();
            alice.expectNothing(Duration.ofMillis(50));
            alice.send(StompFrame.of("SEND", "destination", "/room", "receipt", "r"));

            assertThatThrownBy(() -> alice.expectNothing(Duration.ofSeconds(5)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("RECEIPT");
        }
    }

    @Test
    void seesThatTheServerCloses() {
        try (StompClient alice = tcp()) {
            alice.connect();
            alice.send(StompFrame.of("DISCONNECT", "receipt", "bye"));

            alice.expectReceipt("bye");
            assertThat(alice.expectClosed(Duration.ofSeconds(5))).contains("closed");
        }
    }

    private static StompClient tcp() {
        return StompClient.overTcp("127.0.0.1", tcpPort);
    }

    private static StompClient webSocket() {
        return StompClient.overWebSocket(URI.create("ws://127.0.0.1:" + webSocketPort + "/stomp"), "v12.stomp");
    }
}
