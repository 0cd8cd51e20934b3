package dev.parley.gateway.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static Frame connect(Map<String, String> headers) {
        return new Frame(Command.CONNECT, headers, Buffer.buffer());
    }

    @Test
    void theHeaderIsWrittenAsInHttpOrInLowerCase() {
        assertThat(Credentials.authorization(connect(Map.of("Authorization", "Bearer a"))))
                .isEqualTo("Bearer a");
        assertThat(Credentials.authorization(connect(Map.of("authorization", "Bearer a"))))
                .isEqualTo("Bearer a");
    }

    @Test
    void ofBothTheOneAsInHttpCounts() {
        Frame both = connect(Map.of("authorization", "Bearer a", "Authorization", "Bearer b"));

        assertThat(Credentials.authorization(both)).isEqualTo("Bearer b");
    }

    @Test
    void thereMayBeNone() {
        assertThat(Credentials.authorization(connect(Map.of("login", "alice", "passcode", "x"))))
                .isNull();
    }
}
