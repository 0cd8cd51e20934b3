package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.script.Gateway;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway is asked to stop (SIGTERM) while people write and read at it, at every door: all go on at the other gateway,
 * and all promises hold. {@code parley verify} is the people and the judge.
 */
@ExtendWith(Runs.class)
class ReplacedGatewayIT {
    private static final Logger LOG = LoggerFactory.getLogger(ReplacedGatewayIT.class);

    /** Those that are a connection, which is moved. */
    private static final List<String> DOORS = List.of("ws", "tcp", "sockjs", "sockjs-xhr", "bridge");

    /** Ten over six doors and five gateways in turns: at each door somebody writes, and reads, at the one that leaves. */
    private static final List<String> LOAD = List.of("--rooms", "2", "--publishers", "10", "--rate", "40");

    private static final int MESSAGES = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void nothingIsLostAndEverybodyGoesOnAtTheOtherGateway(LocalCluster parley) throws Exception {
        Gateway staying = parley.gateways().get(0);
        Gateway leaving = parley.gateways().get(1);
        JavaProcess process = parley.process("gateway-2");
        List<Gateway> inTurns = List.of(leaving, staying, leaving, staying, leaving);
        try (Verify verify = new Verify(Runs.freshFolder("replaced"), inTurns, LOAD)) {
            awaitPosted(parley, MESSAGES);

            process.terminate();

            awaitPosted(parley, MESSAGES);
            JsonObject verdict = verify.requireAllHeld();
            LOG.info(
                    "a gateway was replaced: {}",
                    verdict.getJsonObject("counts").encode());
            assertThat(process.logTail()).contains("stopped").doesNotContain("giving up", "going on");
            Set<String> troubles = verdict.getJsonObject("troubles").fieldNames();
            assertThat(DOORS)
                    .as("doors at which somebody had to go, of %s", troubles)
                    .allSatisfy(door -> assertThat(troubles)
                            .anyMatch(trouble -> trouble.startsWith(
                                    door + " at " + leaving.host() + ":" + leaving.httpPort() + ": ")));
        } finally {
            if (!process.isAlive()) {
                parley.restart("gateway-2");
            }
        }
    }

    private static void awaitPosted(LocalCluster parley, long more) {
        List<Meters> chat = List.of(Meters.of(parley.process("chat-1")), Meters.of(parley.process("chat-2")));
        long wanted = posted(chat) + more;
        Eventually.within(
                PATIENCE, () -> assertThat(posted(chat)).as("messages posted").isGreaterThanOrEqualTo(wanted));
    }

    private static long posted(List<Meters> chat) {
        return chat.stream().mapToLong(Meters::posted).sum();
    }
}
