package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.stomp.StompClient;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bus is a hint: whatever it loses is found by the next digest. */
@SuppressWarnings("NullAway.Init") // set by JUnit and by start()
class LostAnnouncementsIT {
    private static final String ROOM = "garden";

    @TempDir
    private Path folder;

    private Parley parley;
    private StompClient alice;
    private StompClient bob;

    @BeforeEach
    void start() throws Exception {
        parley = new Parley(folder);
        alice = Talk.connect(parley.gateway(), "tcp", Talk.register(parley.gateway(), "alice"));
        bob = Talk.connect(parley.gateway(), "ws", Talk.register(parley.gateway(), "bob"));
        Talk.subscribe(bob, ROOM, "s");
        Talk.say(alice, ROOM, "m-2", "heard live");
        hearsUpTo(1, 2);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        parley.close();
    }

    private void hearsUpTo(long first, long last) {
        assertThat(LongStream.rangeClosed(first, last)
                        .map(expected -> Talk.next(bob, "s").number("seq")))
                .containsExactly(LongStream.rangeClosed(first, last).boxed().toArray(Long[]::new));
    }

    @Test
    void theLastAnnouncementIsLost() {
        parley.loseAnnouncements();
        Talk.say(alice, ROOM, "m-3", "not announced");

        hearsUpTo(3, 3);
        assertThat(parley.lost()).isEqualTo(1);
    }

    @Test
    void aRowOfAnnouncementsIsLostAndTheNextOneIsNot() {
        parley.loseAnnouncements();
        for (int seq = 3; seq <= 7; seq++) {
            Talk.say(alice, ROOM, "m-" + seq, "not announced");
        }
        // What is committed is answered first and announced then.
        Eventually.within(Talk.PATIENCE, () -> assertThat(parley.lost()).isEqualTo(5));
        parley.loseNoMore();
        Talk.say(alice, ROOM, "m-8", "announced");

        hearsUpTo(3, 8);
    }

    @Test
    void theShardMovesToAnOwnerThatKnowsNobodyAndIsNotHeard() {
        parley.loseAnnouncements();
        parley.moveTheShard();
        Talk.say(alice, ROOM, "m-3", "of the new owner");

        hearsUpTo(3, 3);
        assertThat(parley.lost()).isPositive();

        parley.loseNoMore();
        Talk.say(alice, ROOM, "m-4", "announced");
        hearsUpTo(4, 4);
    }
}
