package dev.parley.gateway.broker;

import dev.parley.contracts.broker.Place;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may send to and subscribe to which places (docs/configuration.md, "Topics and queues"). The first rule that
 * matches decides; what no rule matches is allowed.
 */
public record BrokerRules(List<Rule> rules) {
    static final String KEY = "PARLEY_BROKER_RULES";

    private static final String EVERYBODY = "*";
    private static final String NOBODY = "none";
    private static final String ONE_USER = "user:";

    public BrokerRules {
        rules = List.copyOf(rules);
    }

    /** What may be asked for. */
    public enum Verb {
        SEND("send"),
        SUBSCRIBE("subscribe");

        private final String text;

        Verb(String text) {
            this.text = text;
        }
    }

    /**
     * One rule.
     *
     * @param who roles, {@code user:NAME}, {@code *} or {@code none}
     */
    public record Rule(Set<Verb> verbs, PlacePattern pattern, Set<String> who) {
        public Rule {
            verbs = Set.copyOf(verbs);
            who = Set.copyOf(who);
        }

        private boolean isFor(Actor actor) {
            return who.contains(EVERYBODY)
                    || who.contains(ONE_USER + actor.username())
                    || actor.roles().stream().anyMatch(who::contains);
        }
    }

    static BrokerRules of(Settings settings) {
        return parse(settings.optional(KEY).orElse(""));
    }

    /**
     * Reads rules, separated by semicolons.
     *
     * @throws ConfigException for what is none, saying which
     */
    static BrokerRules parse(String text) {
        List<String> parts =
                Arrays.stream(text.split(";", -1)).map(String::strip).toList();
        return new BrokerRules(parts.stream()
                .filter(part -> !part.isEmpty())
                .map(part -> rule(part, parts.indexOf(part) + 1))
                .toList());
    }

    private static Rule rule(String text, int number) {
        String[] words = text.split("\\s+", 3);
        if (words.length < 3) {
            throw bad(number, "is VERB PATTERN WHO");
        }
        Set<Verb> verbs = verbs(words[0]);
        if (verbs.isEmpty()) {
            throw bad(number, "begins with send, subscribe or all");
        }
        PlacePattern pattern =
                PlacePattern.of(words[1]).orElseThrow(() -> bad(number, "needs a pattern that begins with /"));
        Set<String> who = Set.copyOf(
                Arrays.stream(words[2].split(",", -1)).map(String::strip).toList());
        if (!areSomebody(who)) {
            throw bad(number, "ends with *, none, or roles and user:NAME separated by commas");
        }
        return new Rule(verbs, pattern, who);
    }

    private static boolean areSomebody(Set<String> who) {
        boolean alone = who.size() == 1 || (!who.contains(EVERYBODY) && !who.contains(NOBODY));
        return alone && who.stream().allMatch(one -> one.matches("\\*|(user:)?[A-Za-z0-9._-]+"));
    }

    private static Set<Verb> verbs(String word) {
        return word.equals("all")
                ? Set.of(Verb.values())
                : Arrays.stream(Verb.values())
                        .filter(verb -> verb.text.equals(word))
                        .findFirst()
                        .map(Set::of)
                        .orElse(Set.of());
    }

    private static ConfigException bad(int number, String what) {
        return new ConfigException(KEY, "rule " + number + " " + what);
    }

    /** @throws Refusal {@code forbidden} when a rule keeps the actor from it */
    void check(Verb verb, Place place, Actor actor) {
        Optional<Rule> deciding = rules.stream()
                .filter(rule -> rule.verbs().contains(verb) && rule.pattern().matches(place))
                .findFirst();
        if (deciding.isPresent() && !deciding.get().isFor(actor)) {
            throw new Refusal(ErrorCode.FORBIDDEN, "the rules of this server do not allow this destination");
        }
    }
}
