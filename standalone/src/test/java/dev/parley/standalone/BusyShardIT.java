package dev.parley.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.LocalPostgres;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More comes than the database takes: what does not fit into a shard's queue is told to come again. */
@SuppressWarnings("NullAway.Init") // set by JUnit
class BusyShardIT {
    private static final String ROOM = "garden";
    private static final int SENDERS = 10;

    /** One is being committed, one waits. */
    private static final int REFUSED = SENDERS - 2;

    @TempDir
    private Path folder;

    private final List<StompClient> clients = new ArrayList<>();

    private Parley smallParley(LocalPostgres postgres) {
        return new Parley(
                folder,
                Map.of(
                        "PARLEY_CHAT_QUEUE", "1",
                        "PARLEY_CHAT_BATCH", "1",
                        "PARLEY_DATABASE_URL", postgres.url(),
                        "PARLEY_DATABASE_USER", "parley",
                        "PARLEY_DATABASE_PASSWORD", postgres.password()));
    }

    private static String id(int sender) {
        return "m-" + sender;
    }

    private void say(int sender) {
        clients.get(sender)
                .send(StompFrame.of(
                                "SEND",
                                "destination",
                                "/publish/chat/room/" + ROOM,
                                "client-message-id",
                                id(sender),
                                "receipt",
                                id(sender))
                        .withBody("from " + sender));
    }

    private static boolean isToldToComeAgain(StompFrame frame) {
        return frame.command().equals("MESSAGE")
                && frame.header("code").equals(Optional.of("unavailable"))
                && frame.header("retry-after")
                        .filter(millis -> Long.parseLong(millis) > 0)
                        .isPresent();
    }

    private long toldToComeAgain() {
        return clients.stream()
                .flatMap(client -> client.unread().stream())
                .filter(BusyShardIT::isToldToComeAgain)
                .count();
    }

    private void sayUntilReceipted(int sender) {
        Eventually.within(Talk.PATIENCE, () -> {
            say(sender);
            assertThat(clients.get(sender)
                            .poll(
                                    frame -> frame.command().equals("RECEIPT")
                                            && frame.header("receipt-id").equals(Optional.of(id(sender))),
                                    Talk.PATIENCE.dividedBy(20)))
                    .isPresent();
        });
    }

    @Test
    void whatFindsTheQueueFullIsRefusedAndStoredOnceWhenItComesAgain() throws Exception {
        LocalPostgres postgres = LocalPostgres.start(folder.resolve("postgres"));
        try (Parley parley = smallParley(postgres)) {
            String token = Talk.register(parley.gateway(), "alice");
            for (int i = 0; i < SENDERS; i++) {
                StompClient client = Talk.connect(parley.gateway(), "tcp", token);
                client.send(StompFrame.of(
                        "SUBSCRIBE", "id", "errors", "destination", "/user/queue/errors", "receipt", "errors"));
                client.expectReceipt("errors");
                clients.add(client);
            }
            Talk.say(clients.get(0), ROOM, "first", "the room is there");

            try (ChatDatabase database = ChatDatabase.of(postgres)) {
                database.run("BEGIN");
                database.run("LOCK TABLE chat_events IN EXCLUSIVE MODE"); // reads go on, commits wait
                IntStream.range(0, SENDERS).forEach(this::say);
                Eventually.within(
                        Talk.PATIENCE, () -> assertThat(toldToComeAgain()).isGreaterThanOrEqualTo(REFUSED));
                database.run("ROLLBACK");
            }
            IntStream.range(0, SENDERS).forEach(this::sayUntilReceipted);

            JsonArray log = new JsonObject(
                            Talk.get(parley.gateway(), token, "/api/v1/rooms/" + ROOM + "/events?after=2"))
                    .getJsonArray("items");
            List<JsonObject> events =
                    log.stream().map(event -> (JsonObject) event).toList();
            assertThat(events)
                    .extracting(event -> event.getString("clientMessageId"))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SENDERS)
                            .mapToObj(BusyShardIT::id)
                            .toList());
            assertThat(events)
                    .extracting(event -> event.getLong("seq"))
                    .containsExactlyElementsOf(
                            LongStream.range(3, 3 + SENDERS).boxed().toList());
        } finally {
            clients.forEach(StompClient::close);
            postgres.stop();
        }
    }
}
