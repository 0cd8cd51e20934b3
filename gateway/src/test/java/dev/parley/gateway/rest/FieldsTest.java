package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class FieldsTest {
    @Test
    void nullIsAbsent() {
        Fields fields = Fields.ofJson(Buffer.buffer("{\"a\":null}"));

        assertThat(fields.optionalText("a")).isEmpty();
        assertThat(fields.optionalNumber("a", 1)).isEmpty();
    }

    @Test
    void numbersAreAsLongAsASequence() {
        Fields fields = Fields.ofJson(Buffer.buffer("{\"a\":" + Long.MAX_VALUE + "}"));

        assertThat(fields.optionalNumber("a", 1)).contains(Long.MAX_VALUE);
    }

    @Test
    void bytesThatAreNotUtf8AreNotJson() {
        Buffer body = Buffer.buffer("{\"a\":\"").appendByte((byte) 0xff).appendString("\"}");

        assertRefused(() -> Fields.ofJson(body), "the body is not JSON");
    }

    @Test
    void depthIsBounded() {
        Fields.ofJson(nested(15));

        assertRefused(() -> Fields.ofJson(nested(16)), "the body is not JSON");
    }

    @Test
    void digitsAreBounded() {
        assertRefused(() -> Fields.ofJson(Buffer.buffer("{\"a\":" + "9".repeat(33) + "}")), "the body is not JSON");
    }

    @Test
    void aFormsEmptyFieldIsAbsent() {
        Fields fields =
                Fields.ofForm(MultiMap.caseInsensitiveMultiMap().add("a", "").add("b", "x"));

        assertThat(fields.optionalText("a")).isEmpty();
        assertThat(fields.text("b")).isEqualTo("x");
    }

    @Test
    void aFormsFieldComesOnce() {
        MultiMap form = MultiMap.caseInsensitiveMultiMap().add("a", "1").add("a", "2");

        assertRefused(() -> Fields.ofForm(form), "a field of the form comes twice");
    }

    private static Buffer nested(int arrays) {
        return Buffer.buffer("{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}");
    }

    private static void assertRefused(Runnable reading, String detail) {
        assertThatThrownBy(reading::run).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(refusal.detail()).isEqualTo(detail);
        });
    }
}
