package dev.parley.e2e.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Event;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.feed.FeedOptions;
import dev.parley.platform.config.Settings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bus loses, with default settings its readers have it two seconds after its author has the RECEIPT: by the
 * simulated clock, and wherever between two digests it happens.
 */
class RepairTest {
    private static final FeedOptions DEFAULTS = FeedOptions.of(Settings.load(Map.of()));
    private static final Duration AT_MOST = Duration.ofSeconds(2);
    private static final String ROOM = "garden";

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    /** Two chat processes, of which the first owns everything, and a reader and an author at a gateway each. */
    private static final class Scene {
        private final World world;
        private final ChatProcess first;
        private final ChatProcess second;
        private final Visitor reader;
        private final Visitor author;

        Scene(long seed, Set<Breakage> broken) {
            world = new World(seed, broken);
            world.network().calm();
            world.database().calm();
            world.letEverybodyIn();
            first = new ChatProcess(world, new NodeId("chat-0", "0"));
            second = new ChatProcess(world, new NodeId("chat-1", "0"));
            isOwnedBy(first);
            reader = new Visitor(world, "reader", gateway("gateway-0"));
            author = new Visitor(world, "author", gateway("gateway-1"));
            reader.subscribe(ROOM);
            author.say(ROOM, "heard");
            reader.hears("MESSAGE", "client-message-id", "heard");
            world.schedule().run(world.upTo(3000));
        }

        private GatewayProcess gateway(String name) {
            GatewayProcess gateway = new GatewayProcess(world, new NodeId(name, "0"), DEFAULTS);
            world.schedule().runUntil(gateway::isOpen, AT_MOST);
            return gateway;
        }

        /** Everybody believes that there is only this one. */
        void isOwnedBy(ChatProcess owner) {
            List.of(first, second).forEach(chat -> chat.believe(Set.of(owner.self())));
            world.schedule().run(Duration.ofMillis(200));
        }

        /** Announcements, and that a shard has a new owner, reach nobody. */
        void loseEvents() {
            world.network().lose(body -> body instanceof Event);
        }

        void loseNoMore() {
            world.network().lose(body -> false);
        }

        /** The longest that one of them took, from the RECEIPT of it to its reader. */
        Duration delay(String... ids) {
            return List.of(ids).stream()
                    .map(id -> reader.hears("MESSAGE", "client-message-id", id)
                            .at()
                            .minus(author.hears("RECEIPT", "receipt-id", id).at()))
                    .max(Duration::compareTo)
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLostAnnouncementIsMadeUpForWithinTwoSeconds(long seed) {
        Scene scene = new Scene(seed, EnumSet.noneOf(Breakage.class));
        scene.loseEvents();
        scene.author.say(ROOM, "lost");
        scene.author.say(ROOM, "lost too");
        scene.loseNoMore();
        scene.author.say(ROOM, "announced");

        assertThat(scene.delay("lost", "lost too", "announced")).isLessThanOrEqualTo(AT_MOST);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLostLastAnnouncementIsMadeUpForWithinTwoSeconds(long seed) {
        Scene scene = new Scene(seed, EnumSet.noneOf(Breakage.class));
        scene.loseEvents();
        scene.author.say(ROOM, "lost");

        assertThat(scene.delay("lost")).isLessThanOrEqualTo(AT_MOST);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aShardThatMovesUnheardIsFoundWithinTwoSeconds(long seed) {
        Scene scene = new Scene(seed, EnumSet.noneOf(Breakage.class));
        scene.loseEvents();
        scene.isOwnedBy(scene.second);
        scene.author.say(ROOM, "of the new owner");

        assertThat(scene.delay("of the new owner")).isLessThanOrEqualTo(AT_MOST);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aShardWhoseOwnerDiedIsFoundWithinTwoSeconds(long seed) {
        Scene scene = new Scene(seed, EnumSet.noneOf(Breakage.class));
        scene.loseEvents();
        scene.first.crash(Duration.ZERO);
        scene.isOwnedBy(scene.second);
        scene.author.say(ROOM, "of the new owner");

        assertThat(scene.delay("of the new owner")).isLessThanOrEqualTo(AT_MOST);
    }

    /** What the others show is the digest's doing. */
    @ParameterizedTest
    @MethodSource("seeds")
    void withoutADigestALostLastAnnouncementStaysLost(long seed) {
        Scene scene = new Scene(seed, EnumSet.of(Breakage.NO_GAP_REPAIR));
        scene.loseEvents();
        scene.author.say(ROOM, "lost");

        assertThat(scene.reader.awaits("MESSAGE", "client-message-id", "lost", AT_MOST.multipliedBy(5)))
                .isEmpty();
    }
}
