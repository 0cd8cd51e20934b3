package dev.parley.platform.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Vert.x does not say that what is preferred is not there. */
class NativeTransportTest {
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void theTransportThatProcessesPreferIsThere() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        try {
            assertThat(vertx.unavailableNativeTransportCause()).isNull();
            assertThat(vertx.isNativeTransportEnabled()).isTrue();
        } finally {
            vertx.close().await();
        }
    }
}
