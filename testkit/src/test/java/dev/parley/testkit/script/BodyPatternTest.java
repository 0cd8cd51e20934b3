package dev.parley.testkit.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyPatternTest {
    private final Variables variables = new Variables(new Gateway("127.0.0.1", 1, 1));

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "hello ! hello",
                "{\"a\":1, ...} ! {\"a\":1,\"b\":2}",
                "{...} ! {\"b\":2}",
                "{\"a\":{\"b\":\"x\", ...}} ! {\"a\":{\"b\":\"x\",\"c\":null}}",
                "[1, ...] ! [1,2,3]",
                "{\"a\":\"...\"} ! {\"a\":\"...\"}",
                "{\"a\":\"$_\"} ! {\"a\":17}",
                "{\"a\":\"~[0-9]+\"} ! {\"a\":17}",
                "{\"a\":null} ! {\"a\":null}",
                "{\"a\":true,\"b\":1.0} ! {\"b\":1,\"a\":true}",
            })
    void accepts(String pattern, String body) {
        assertThat(mismatch(pattern, body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "hello ! hello there",
                "{\"a\":1} ! {\"a\":1,\"b\":2}",
                "{\"a\":1, ...} ! {\"b\":2}",
                "{\"a\":1, ...} ! {\"a\":\"1\"}",
                "{\"a\":\"1\"} ! {\"a\":1}",
                "{\"a\":{\"b\":\"x\"}, ...} ! {\"a\":{\"b\":\"x\",\"c\":1}}",
                "[1] ! [1,2]",
                "[1,2, ...] ! [1]",
                "{\"a\":null} ! {\"a\":0}",
                "{...} ! not JSON",
                "{...} ! [1]",
            })
    void refuses(String pattern, String body) {
        assertThat(mismatch(pattern, body)).isPresent();
    }

    @Test
    void holdsALaterBodyToWhatWasCaptured() {
        assertThat(mismatch("{\"seq\":\"$n\", ...}", "{\"seq\":7}")).isEmpty();

        assertThat(mismatch("{\"seq\":\"$n\", ...}", "{\"seq\":7}")).isEmpty();
        assertThat(mismatch("{\"seq\":\"$n\", ...}", "{\"seq\":8}")).isPresent();
        assertThat(variables.fill("${n}")).isEqualTo("7");
    }

    @Test
    void tellsAScriptWithABrokenPatternFromAServerWithAWrongBody() {
        assertThatThrownBy(() -> mismatch("{\"a\":}", "{}")).isInstanceOf(ScriptError.class);
    }

    private Optional<String> mismatch(String pattern, String body) {
        return new BodyPattern(pattern, variables).mismatch(body);
    }
}
