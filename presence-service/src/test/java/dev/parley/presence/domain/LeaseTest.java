package dev.parley.presence.domain;

import static dev.parley.presence.domain.Gateway.ATTIC;
import static dev.parley.presence.domain.Gateway.LOBBY;
import static dev.parley.presence.domain.Gateway.gone;
import static dev.parley.presence.domain.Gateway.here;
import static dev.parley.presence.domain.Gateway.watch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.presence.SessionChange;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeaseTest {
    @Test
    void whatComesAboveItsBoundIsNotSeenAndIsCounted() {
        Shard shard = new Shard();
        Gateway gateway = new Gateway("g1", "a");
        List<SessionChange> full = IntStream.range(0, Lease.MAX_ENTRIES)
                .mapToObj(i -> here(LOBBY, "s" + i, "alice"))
                .toList();
        shard.hears(gateway.says(full));

        shard.hears(gateway.says(here(ATTIC, "more", "bob"), watch(ATTIC)));

        assertThat(shard.leases.sessions()).isEqualTo(Lease.MAX_ENTRIES);
        assertThat(shard.leases.ignored()).isEqualTo(2);
        assertThat(shard.rooms.size()).isEqualTo(1);

        shard.hears(gateway.says(gone(LOBBY, "s0"), here(ATTIC, "more", "bob")));
        assertThat(shard.here(ATTIC)).containsExactly("bob");
    }
}
