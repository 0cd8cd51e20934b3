package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.FetchRevocations;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is revoked reaches a gateway in two ways: it is told, and it asks. Either is enough, and in time: of a few attempts
 * one is, as a machine that is busy may be late.
 */
@SuppressWarnings("NullAway.Init") // set by JUnit and by start()
class RevocationWaysIT {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationWaysIT.class);
    private static final List<String> DOORS = List.of("ws", "tcp", "sockjs", "xhr");
    private static final int ATTEMPTS = 5;
    private static final long TOLD_MILLIS = 1_000;
    /** It asks each 500 ms unless it is configured. */
    private static final long ASKED_MILLIS = 500 + TOLD_MILLIS;

    @TempDir
    private Path folder;

    private Parley parley;

    @BeforeEach
    void start() {
        parley = new Parley(folder);
    }

    @AfterEach
    void stop() {
        parley.close();
    }

    @Test
    void itIsToldWithinASecond() throws Exception {
        parley.lose(FetchRevocations.class);
        Eventually.within(Talk.PATIENCE, () -> assertThat(parley.lost()).isPositive()); // it waits for an answer now

        assertThat(attempts(TOLD_MILLIS)).anyMatch(millis -> millis < TOLD_MILLIS);
    }

    @Test
    void whatItWasNotToldItFindsWhenItAsksNext() throws Exception {
        parley.lose(LoginRevoked.class);

        List<Long> attempts = attempts(ASKED_MILLIS);

        assertThat(attempts).anyMatch(millis -> millis < ASKED_MILLIS);
        assertThat(parley.lost()).isEqualTo(attempts.size());
    }

    private List<Long> attempts(long enough) throws Exception {
        List<Long> millis = new ArrayList<>();
        while (millis.size() < ATTEMPTS && millis.stream().noneMatch(took -> took < enough)) {
            millis.add(logOutMillis("alice-" + millis.size()));
        }
        LOG.info("every door ended so many ms after the logout was asked for: {}", millis);
        return millis;
    }

    private long logOutMillis(String username) throws Exception {
        Gateway gateway = parley.gateway();
        JsonObject tokens = Talk.tokens(gateway, username);
        String access = tokens.getString("access_token");
        JsonObject body = new JsonObject().put("refresh_token", tokens.getString("refresh_token"));
        List<StompClient> clients =
                DOORS.stream().map(door -> Talk.connect(gateway, door, access)).toList();
        long begin = System.nanoTime();
        assertThat(Talk.rest(gateway, access, "POST", "/auth/logout", body.encode()))
                .isEqualTo(204);
        for (StompClient client : clients) {
            StompFrame error =
                    client.expect("an ERROR", frame -> frame.command().equals("ERROR"), Talk.PATIENCE);
            assertThat(error.header("code")).contains("revoked");
        }
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        clients.forEach(StompClient::close);
        return took;
    }
}
