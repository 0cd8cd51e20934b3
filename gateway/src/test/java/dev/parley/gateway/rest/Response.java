package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** An answer as it came over HTTP. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Response(int status, HttpHeaders headers, byte[] bytes) {
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonObject json() {
        return new JsonObject(text());
    }

    /** The header's value, or empty. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Asserts that it is a problem with this code, and tells its detail. */
    String refuses(ErrorCode code) {
        return refuses(code, code.httpStatus());
    }

    String refuses(ErrorCode code, int expectedStatus) {
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        JsonObject problem = json();
        assertThat(problem.fieldNames()).containsExactlyInAnyOrder("type", "title", "status", "detail", "code");
        assertThat(problem.getString("code")).isEqualTo(code.code());
        assertThat(problem.getString("type")).isEqualTo("urn:parley:error:" + code.code());
        assertThat(problem.getString("title")).isEqualTo(code.sentence());
        assertThat(problem.getInteger("status")).isEqualTo(status).isEqualTo(expectedStatus);
        return problem.getString("detail");
    }
}
