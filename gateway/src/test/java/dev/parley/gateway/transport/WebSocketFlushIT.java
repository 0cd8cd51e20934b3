package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a delivery costs is the call of the kernel: one for all that a connection gets in one turn of its loop. */
class WebSocketFlushIT {
    private static final int MESSAGES = 20;

    @Test
    void whatIsWrittenInOneTurnLeavesTogether() throws IOException {
        try (WebSocketServer server = new WebSocketServer();
                RawWebSocket reader = server.connected()) {
            reader.text("SEND\ndestination:/x\n\nhello\0");
            assertThat(reader.read().text()).startsWith("MESSAGE\n").contains("hello");

            int flushes = server.flushesFor(MESSAGES);

            assertThat(flushes).isEqualTo(1);
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(reader.read().text()).contains("\nseq:" + i + "\n");
            }
        }
    }
}
