package dev.parley.testkit.script;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.stomp.StompServer;
import io.vertx.ext.stomp.StompServerHandler;
import io.vertx.ext.stomp.StompServerOptions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scripts against the STOMP server of Vert.x: what fits passes, and what does not fit fails with its line. */
class ConversationRunnerIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static Gateway gateway = new Gateway("127.0.0.1", 1, 1);

    @BeforeAll
    static void start() {
        StompServer server = StompServer.create(
                        VERTX,
                        new StompServerOptions()
                                .setPort(0)
                                .setHost("127.0.0.1")
                                .setWebsocketBridge(true)
                                .setWebsocketPath("/ws"))
                .handler(StompServerHandler.create(VERTX));
        HttpServer http = VERTX.createHttpServer()
                .webSocketHandshakeHandler(server.webSocketHandshakeHandler())
                .webSocketHandler(server.webSocketHandler());
        int webSocketPort = http.listen(0, "127.0.0.1").await().actualPort();
        gateway =
                new Gateway("127.0.0.1", webSocketPort, server.listen().await().actualPort());
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @Test
    void playsAConversationOfTwoDoors() {
        play("""
                # names, doors, capture, repetition
                CONNECT[alice]: door:tcp gateway:1
                OPEN[bob]: door:ws gateway:2
                C[bob]: CONNECT accept-version:1.2 host:x
                S[bob]: CONNECTED version:1.2 session:$session !no-such-header
                C[bob]: SUBSCRIBE id:s destination:/${room} receipt:1
                S[bob]: RECEIPT receipt-id:1
                C[alice]: SEND destination:/${room} | {"message":"${a*5}","n":1}
                S[bob]: MESSAGE subscription:s destination:~/room-.* | {"message":"aaaaa", ...}
                S[bob]: nothing within 50 ms
                RAW[bob]: DISCONNECT\\nreceipt:bye\\n\\n\\0
                S[bob]: RECEIPT receipt-id:bye
                S[bob]: closed within 5 s
                CUT[alice]:
                """);
    }

    @Test
    void failsWithTheLineThatDoesNotFit() {
        assertThatThrownBy(() -> play("""
                        CONNECT[alice]: door:tcp
                        C[alice]: SUBSCRIBE id:s destination:/here receipt:1
                        S[alice]: RECEIPT receipt-id:1 seq:1
                        """))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("test:3")
                .hasMessageContaining("seq");
    }

    @Test
    void failsWhenSomethingCameThatNobodyExpected() {
        assertThatThrownBy(() -> play("""
                        CONNECT[alice]: door:tcp
                        C[alice]: SUBSCRIBE id:s destination:/there receipt:1
                        C[alice]: SEND destination:/there receipt:2 | hi
                        S[alice]: RECEIPT receipt-id:2
                        """)).isInstanceOf(AssertionError.class).hasMessageContaining("nobody expected");
    }

    private static void play(String script) {
        new ConversationRunner(List.of(gateway)).run("test", Arrays.asList(script.split("\n", -1)));
    }
}
