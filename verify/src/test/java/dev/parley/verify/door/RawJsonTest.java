package dev.parley.verify.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.DecodeException;
import org.junit.jupiter.api.Test;

class RawJsonTest {
    private static final String ODD = "{ \"a\" : 1.50, \"b\":\"} \\\" 🎉\" }";

    @Test
    void aMemberComesAsItStands() {
        assertThat(RawJson.member("{\"x\":{\"body\":{}},\"s\":\"{\",\"body\":" + ODD + ",\"n\":1}", "body"))
                .contains(ODD);
    }

    @Test
    void aMemberThatIsNotThereOrIsNoObjectIsNone() {
        assertThat(RawJson.member("{\"body\":\"text\",\"n\":null}", "body")).isEmpty();
        assertThat(RawJson.member("{}", "body")).isEmpty();
    }

    @Test
    void itemsComeAsTheyStand() {
        assertThat(RawJson.items("[" + ODD + ", {} ,{\"c\":[{}]}]")).containsExactly(ODD, "{}", "{\"c\":[{}]}");
        assertThat(RawJson.items("[]")).isEmpty();
    }

    @Test
    void longTextsAreCutAtTheRightPlace() {
        String item = "{\"text\":\"" + "한🎉".repeat(20_000) + "\"}";

        assertThat(RawJson.items("[" + item + "," + ODD + "]")).containsExactly(item, ODD);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> RawJson.member("{\"body\":{", "body")).isInstanceOf(DecodeException.class);
    }
}
