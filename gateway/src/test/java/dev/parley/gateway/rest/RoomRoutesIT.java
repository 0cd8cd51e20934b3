package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.chat.CreateRoom;
import dev.parley.contracts.chat.GetRoom;
import dev.parley.contracts.chat.JoinRoom;
import dev.parley.contracts.chat.LeaveRoom;
import dev.parley.contracts.chat.ListRooms;
import dev.parley.contracts.chat.ReadHistory;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.WhoIsHere;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomRoutesIT {
    private static final RoomId LOBBY = new RoomId("lobby");

    @RegisterExtension
    static final RestServer server = RestServer.start();

    @Test
    void roomsAreListedAsOnePersonSeesThem() {
        Response response = server.alices("GET", "/api/v1/rooms").send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().getString("cursor")).isEqualTo("next");
        JsonArray items = response.json().getJsonArray("items");
        assertThat(items.getJsonObject(0).getString("role")).isEqualTo("member");
        assertThat(items.getJsonObject(1).getValue("role")).isNull();
        assertThat(response.text()).contains("\"lastEvent\":" + FakeServices.EVENT_JSON);
        assertThat(server.services.heard(ListRooms.class))
                .isEqualTo(new ListRooms(RestServer.ALICE, ListRooms.Scope.MINE, "", null, RestOptions.DEFAULT_PAGE));
    }

    @Test
    void theListTakesAScopeAQueryACursorAndALimit() {
        server.alices("GET", "/api/v1/rooms?scope=public&q=caf%C3%A9+x&cursor=abc&limit=1000")
                .send();

        assertThat(server.services.heard(ListRooms.class))
                .isEqualTo(new ListRooms(
                        RestServer.ALICE, ListRooms.Scope.PUBLIC, "caf\u00e9 x", "abc", RestOptions.MAX_PAGE));
    }

    @ParameterizedTest
    @CsvSource({
        "scope=all, scope",
        "limit=0, limit",
        "limit=ten, limit",
        "limit=99999999999999999999, limit",
        "q=a&q=b, q",
        "q=%00, q"
    })
    void aWrongParameterIsNamed(String query, String name) {
        String detail = server.alices("GET", "/api/v1/rooms?" + query).send().refuses(ErrorCode.BAD_REQUEST);

        assertThat(detail).startsWith(name + " ").doesNotContain("999", "all");
    }

    @Test
    void aRoomIsMadeUnderTheNameItIsGiven() {
        Response response = server.alices("POST", "/api/v1/rooms")
                .json("{\"id\":\"tea\",\"name\":\"Tea\",\"visibility\":\"private\",\"topic\":\"Leaves\"}")
                .send();

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.header("Location")).isEqualTo("/api/v1/rooms/tea");
        assertThat(response.json())
                .isEqualTo(new JsonObject()
                        .put("id", "tea")
                        .put("name", "Tea")
                        .put("visibility", "private")
                        .put("topic", "Leaves")
                        .put("epoch", "e1")
                        .put("head", 42)
                        .put("role", "owner")
                        .put("members", 1)
                        .put("createdAt", "2026-11-22T09:30:00Z"));
        assertThat(server.services.heard(CreateRoom.class))
                .isEqualTo(new CreateRoom(new RoomId("tea"), RestServer.ALICE, "Tea", Visibility.PRIVATE, "Leaves"));
    }

    @Test
    void roomsThatNobodyNamedGetShortIdsOfTheirOwn() {
        String first = createUnnamed();
        String second = createUnnamed();

        assertThat(first).matches("[A-Za-z0-9_-]{12}").isNotEqualTo(second);
    }

    private static String createUnnamed() {
        return server.alices("POST", "/api/v1/rooms")
                .json("{\"name\":\"Tea\",\"visibility\":\"public\",\"id\":null}")
                .send()
                .json()
                .getString("id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"visibility\":\"public\"}|name is required",
                "{\"name\":7,\"visibility\":\"public\"}|name must be a string",
                "{\"name\":\"T\"}|visibility is required",
                "{\"name\":\"T\",\"visibility\":\"direct\"}|visibility must be public or private",
                "{\"name\":\"T\",\"visibility\":\"public\",\"id\":\"a b\"}|a room id is 1 to 64 letters, digits, '_' or '-'",
                "{\"name\":\"T\\u0000\",\"visibility\":\"public\"}|name holds a character that is not text"
            })
    void aWrongRoomIsRefusedByTheMember(String body, String detail) {
        Response response = server.alices("POST", "/api/v1/rooms").json(body).send();

        assertThat(response.refuses(ErrorCode.BAD_REQUEST)).isEqualTo(detail);
        assertThat(server.services.heard(CreateRoom.class)).isNull();
    }

    @Test
    void aTakenRoomIdIsAConflict() {
        server.services.fail(CreateRoom.class, FakeServices.refusal(ErrorCode.CONFLICT));

        server.alices("POST", "/api/v1/rooms")
                .json("{\"id\":\"tea\",\"name\":\"Tea\",\"visibility\":\"public\"}")
                .send()
                .refuses(ErrorCode.CONFLICT);
    }

    @Test
    void oneRoomIsRead() {
        Response response = server.alices("GET", "/api/v1/rooms/lobby").send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().getString("visibility")).isEqualTo("public");
        assertThat(server.services.heard(GetRoom.class)).isEqualTo(new GetRoom(LOBBY, RestServer.ALICE));
    }

    @Test
    void joiningAndLeavingAnswerNothing() {
        Response joined = server.alices("POST", "/api/v1/rooms/lobby/join").send();
        Response left = server.alices("POST", "/api/v1/rooms/lobby/leave").send();

        assertThat(joined.status()).isEqualTo(204);
        assertThat(left.status()).isEqualTo(204);
        assertThat(server.services.heard(JoinRoom.class)).isEqualTo(new JoinRoom(LOBBY, RestServer.ALICE));
        assertThat(server.services.heard(LeaveRoom.class)).isEqualTo(new LeaveRoom(LOBBY, RestServer.ALICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/events", "/presence"})
    void aRoomThatICannotKnowOfIsNotFoundByEveryQuestion(String question) {
        Refusal refusal = new Refusal(ErrorCode.NOT_FOUND, "no such room");
        server.services.fail(GetRoom.class, refusal);
        server.services.fail(ReadHistory.class, refusal);

        Response response =
                server.alices("GET", "/api/v1/rooms/hidden" + question).send();

        assertThat(response.refuses(ErrorCode.NOT_FOUND)).isEqualTo("no such room");
        assertThat(server.services.heard(WhoIsHere.class)).isNull();
    }

    @Test
    void joiningARoomThatICannotKnowOfIsNotFound() {
        server.services.fail(JoinRoom.class, FakeServices.refusal(ErrorCode.NOT_FOUND));

        server.alices("POST", "/api/v1/rooms/hidden/join").send().refuses(ErrorCode.NOT_FOUND);
    }

    @Test
    void aRoomIdOfAnotherShapeIsABadRequest() {
        server.alices("GET", "/api/v1/rooms/a%20b").send().refuses(ErrorCode.BAD_REQUEST);
        server.alices("GET", "/api/v1/rooms/" + "x".repeat(65)).send().refuses(ErrorCode.BAD_REQUEST);

        assertThat(server.services.heard(GetRoom.class)).isNull();
    }

    @Test
    void presenceTellsWhoIsHere() {
        Response response = server.alices("GET", "/api/v1/rooms/lobby/presence").send();

        assertThat(response.json())
                .isEqualTo(new JsonObject()
                        .put(
                                "items",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("userId", "u-alice")
                                                .put("username", "alice")
                                                .put("state", "online")
                                                .put("lastSeen", "2026-11-22T09:30:00Z")))
                        .put("online", 1));
        assertThat(Objects.requireNonNull(server.services.heard(WhoIsHere.class))
                        .room())
                .isEqualTo(LOBBY);
    }
}
