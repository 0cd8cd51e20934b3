package dev.parley.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.broker.Place;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.broker.BrokerRules.Verb;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerRulesTest {
    private static final Actor ALICE = actor("alice", "user");
    private static final Actor ADMIN = actor("root", "user", "admin");
    private static final Actor GUEST = actor("guest-1", Actor.GUEST);

    private static Actor actor(String username, String... roles) {
        return new Actor(new UserId("u-" + username), username, username, Set.of(roles));
    }

    private static boolean allows(String rules, Verb verb, String place, Actor actor) {
        try {
            BrokerRules.parse(rules).check(verb, new Place(place), actor);
            return true;
        } catch (Refusal refusal) {
            assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN);
            return false;
        }
    }

    @Test
    void withoutRulesEverybodyMayDoEverything() {
        assertThat(allows("", Verb.SEND, "/queue/jobs", GUEST)).isTrue();
        assertThat(allows(" ; ", Verb.SUBSCRIBE, "/topic/news", ALICE)).isTrue();
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        String rules = "send /topic/news.** admin; send /topic/** *; send /topic/news.sport none";

        assertThat(allows(rules, Verb.SEND, "/topic/news.sport", ADMIN)).isTrue();
        assertThat(allows(rules, Verb.SEND, "/topic/news.sport", ALICE)).isFalse();
        assertThat(allows(rules, Verb.SEND, "/topic/tea", GUEST)).isTrue();
    }

    @Test
    void whatNoRuleMatchesIsAllowedSoALastRuleMayCloseTheRest() {
        assertThat(allows("send /topic/a none", Verb.SEND, "/topic/b", GUEST)).isTrue();
        assertThat(allows("send /topic/a *; all /** none", Verb.SEND, "/topic/b", ADMIN))
                .isFalse();
    }

    @Test
    void aRuleIsForItsVerbsOnly() {
        assertThat(allows("send /** none", Verb.SUBSCRIBE, "/topic/a", GUEST)).isTrue();
        assertThat(allows("subscribe /** none", Verb.SEND, "/topic/a", GUEST)).isTrue();
        assertThat(allows("all /** none", Verb.SEND, "/topic/a", GUEST)).isFalse();
        assertThat(allows("all /** none", Verb.SUBSCRIBE, "/topic/a", GUEST)).isFalse();
    }

    @Test
    void aRuleIsForAnyOfItsRolesAndForUsersByName() {
        String rules = "send /user/** admin, user:alice";

        assertThat(allows(rules, Verb.SEND, "/user/bob/queue/x", ALICE)).isTrue();
        assertThat(allows(rules, Verb.SEND, "/user/bob/queue/x", ADMIN)).isTrue();
        assertThat(allows(rules, Verb.SEND, "/user/bob/queue/x", GUEST)).isFalse();
    }

    @Test
    void aRoleCannotBeHadByAUsername() {
        assertThat(allows("send /** admin", Verb.SEND, "/topic/a", actor("admin", "user")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/topic/*, /topic/a.b, true",
        "/topic/*, /topic/a/b, false",
        "/topic/**, /topic/a/b, true",
        "/topic/*/b, /topic/a/b, true",
        "/topic/*/b, /topic/a/c/b, false",
        "/topic/a.b, /topic/aXb, false",
        "/topic/a*, /topic/a, true",
        "/topic/a, /topic/ab, false",
        "/**/secret, /user/x/queue/secret, true",
        "'/topic/[a]+(', '/topic/[a]+(', true",
        "/topic/A, /topic/a, false"
    })
    void aPatternMatchesTheWholePlace(String pattern, String place, boolean matches) {
        assertThat(allows("all " + pattern + " none", Verb.SEND, place, ALICE)).isEqualTo(!matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send /topic/a",
                "read /topic/a *",
                "send topic/a *",
                "send /topic/a",
                "send /topic/a *,admin",
                "send /topic/a none,admin",
                "send /topic/a admin;;send",
                "send /topic/a admin,",
                "send /topic/a two words",
                "send /topic/a user:"
            })
    void whatIsNoRuleStopsTheStart(String rules) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> BrokerOptions.of(Settings.load(Map.of("PARLEY_BROKER_RULES", rules))))
                .withMessageContaining("PARLEY_BROKER_RULES")
                .withMessageContaining("rule ");
    }
}
