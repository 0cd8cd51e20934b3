package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void encodedJsonIsPutInAsItIs() {
        Buffer whole = Json.with(new JsonObject().put("a", 1), "raw", Buffer.buffer("{ \"b\" : 1.0 }"));

        assertThat(whole.toString()).isEqualTo("{\"a\":1,\"raw\":{ \"b\" : 1.0 }}");
    }

    @Test
    void anObjectWithoutMembersTakesOneToo() {
        assertThat(Json.with(new JsonObject(), "raw", Buffer.buffer("[]")).toString())
                .isEqualTo("{\"raw\":[]}");
    }

    @Test
    void anArrayHasAsManyItemsAsThereAre() {
        assertThat(Json.array(List.of()).toString()).isEqualTo("[]");
        assertThat(Json.array(List.of(Buffer.buffer("1"))).toString()).isEqualTo("[1]");
        assertThat(Json.array(List.of(Buffer.buffer("1"), Buffer.buffer("2"))).toString())
                .isEqualTo("[1,2]");
    }
}
