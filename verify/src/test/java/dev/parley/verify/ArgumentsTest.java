package dev.parley.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.verify.VerifyOptions.Limits;
import dev.parley.verify.VerifyOptions.Prefixes;
import dev.parley.verify.VerifyOptions.Size;
import dev.parley.verify.door.Door;
import dev.parley.verify.door.Gateway;
import dev.parley.verify.people.Person.Account;
import dev.parley.verify.people.Person.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static VerifyOptions parse(String line) throws IOException {
        return Arguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void withoutAnyTheLocalParleyIsMeant() throws IOException {
        VerifyOptions options = parse("");

        assertThat(options.gateways())
                .containsExactly(Gateway.parse("http://localhost:8080,stomp-tcp://localhost:61613"));
        assertThat(options.doors()).containsExactly(Door.values());
        assertThat(options.length()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.people()).isEmpty();
        assertThat(options.report()).isEmpty();
    }

    @Test
    void everyOptionHasItsPlace() throws IOException {
        VerifyOptions options = parse("--gateway http://a:1 --gateway https://b,stomp-tls://b:2 --seconds 1 --settle 2"
                + " --set-up 3 --patience 4 --presence-within 11 --doors rest,ws --rooms 5 --private 6 --readers 7 --publishers 8 --rate 9"
                + " --messages 10 --people guests --publish-prefix /app --subscribe-prefix /topic --report r.json");

        assertThat(options.gateways()).extracting(Gateway::toString).containsExactly("a:1", "b:443");
        assertThat(options.doors()).containsExactly(Door.REST, Door.WS);
        assertThat(options.length()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.limits())
                .isEqualTo(new Limits(
                        Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(11)));
        assertThat(options.size()).isEqualTo(new Size(5, 6, 7, 8, 9, 10));
        assertThat(options.people()).hasSize(8);
        assertThat(options.prefixes()).isEqualTo(new Prefixes("/app", "/topic"));
        assertThat(options.report()).contains(Path.of("r.json"));
    }

    @Test
    void aDoorThatNoGatewayHasIsLeftOut() throws IOException {
        assertThat(parse("--gateway http://a:1").doors())
                .doesNotContain(Door.TCP)
                .contains(Door.WS);
    }

    @Test
    void accountsAndTokensComeFromFiles(@TempDir Path folder) throws IOException {
        Path accounts = Files.writeString(folder.resolve("a"), "a secret a\nb secret b\n\nc secret c\nd secret d\n");
        Path tokens = Files.writeString(folder.resolve("t"), "t1\nt2\nt3\nt4\n");

        assertThat(parse("--people accounts:" + accounts).people())
                .startsWith(new Account("a", "secret a", false))
                .hasSize(4)
                .noneMatch(account -> account.toString().contains("secret"));
        assertThat(parse("--people tokens:" + tokens).people())
                .contains(new Token("t4"))
                .noneMatch(token -> token.toString().contains("t4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nothing 1",
                "--seconds",
                "--seconds soon",
                "--gateway localhost:8080",
                "--gateway http://a:1,tcp://a:2",
                "--gateway http://a:1 --doors tcp",
                "--doors telnet",
                "--people somebody",
                "--rooms 0"
            })
    void whatMakesNoSenseIsRefused(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
