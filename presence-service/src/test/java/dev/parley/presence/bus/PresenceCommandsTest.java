package dev.parley.presence.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.presence.PresenceCommand;
import dev.parley.presence.app.PresenceShard;
import dev.parley.presence.domain.Now;
import dev.parley.presence.domain.PresenceRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PresenceCommandsTest {
    @Test
    void everyPresenceCommandIsServed() {
        PresenceRules rules =
                new PresenceRules(Duration.ofSeconds(8), 200, Duration.ofSeconds(1), Duration.ofSeconds(6));
        PresenceShard shard = new PresenceShard(rules, (gateway, event) -> {}, () -> new Now(0, 0));

        assertThat(PresenceCommands.of(shard).types())
                .containsExactlyInAnyOrder(PresenceCommand.class.getPermittedSubclasses());
    }
}
