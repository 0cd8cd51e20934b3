package dev.parley.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerSettingsTest {
    private static final Pattern EXAMPLE = Pattern.compile("```json\n(\\[.+?\\n])\n```", Pattern.DOTALL);

    private static List<TrustedIssuer> read(String text) {
        return IdentityOptions.of(Settings.load(Map.of("PARLEY_AUTH_ISSUERS", text)))
                .others();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]"})
    void thereNeedBeNone(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(IdentityOptions.of(Settings.load(Map.of())).others()).isEmpty();
    }

    @Test
    void theExampleInTheDocumentIsUnderstood() throws IOException {
        Path document = Path.of(System.getProperty("basedir", ""), "..", "docs", "configuration.md");
        MatchResult example = EXAMPLE.matcher(Files.readString(document))
                .results()
                .findFirst()
                .orElseThrow();

        assertThat(read(example.group(1)))
                .containsExactly(new TrustedIssuer(
                        "https://id.example.com/realms/chat",
                        "parley",
                        URI.create("https://id.example.com/realms/chat/protocol/openid-connect/certs"),
                        Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256),
                        new ClaimMapping(
                                "sub",
                                "preferred_username",
                                "name",
                                "/realm_access/roles",
                                Map.of("chat-moderator", "moderator"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[",
                "[1]",
                "[{}]",
                "[{'issuer':'a','audience':'b'}]",
                "[{'issuer':'a','jwks':'https://x.example/'}]",
                "[{'issuer':1,'audience':'b','jwks':'https://x.example/'}]",
                "[{'issuer':'a','audience':' ','jwks':'https://x.example/'}]",
                "[{'issuer':'a','audience':'b','jwks':'http://x.example/'}]",
                "[{'issuer':'a','audience':'b','jwks':'http://localhost.example/'}]",
                "[{'issuer':'a','audience':'b','jwks':'file:///etc/passwd'}]",
                "[{'issuer':'a','audience':'b','jwks':'https://u:p@x.example/'}]",
                "[{'issuer':'a','audience':'b','jwks':'/keys'}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','jwk':1}]",
                "[{'issuer':'a','issuer':'a','audience':'b','jwks':'https://x.example/'}]",
                "[{'issuer':'parley','audience':'b','jwks':'https://x.example/'}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/'},{'issuer':'a','audience':'c','jwks':'https://x.example/'}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','algorithms':[]}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','algorithms':['none']}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','algorithms':['HS256']}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','algorithms':'ES256'}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','claims':{'sub':'x'}}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','claims':{'id':'//'}}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','claims':{'roles':'groups'}}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','roles':{'x':'admin'}}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','claims':{'roles':'g'},'roles':{'x':'guest'}}]",
                "[{'issuer':'a','audience':'b','jwks':'https://x.example/','claims':{'roles':'g'},'roles':{'x':['admin']}}]"
            })
    void whatIsNotUnderstoodStopsTheStart(String text) {
        assertThatThrownBy(() -> read(text.replace('\'', '"')))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("PARLEY_AUTH_ISSUERS");
    }

    @Test
    void keysOfThisMachineNeedNoTls() {
        assertThat(read("[{\"issuer\":\"a\",\"audience\":\"b\",\"jwks\":\"http://127.0.0.1:8081/keys\"}]"))
                .hasSize(1);
    }
}
