package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.Command;
import dev.parley.contracts.chat.BanPerson;
import dev.parley.contracts.chat.ChangeRoom;
import dev.parley.contracts.chat.ListMembers;
import dev.parley.contracts.chat.PutMember;
import dev.parley.contracts.chat.RemoveMember;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.UnbanPerson;
import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.Target;
import dev.parley.contracts.model.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberRoutesIT {
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final Target BOB = new Target(new UserId("u-bob"), "Bob");
    private static final Target GUEST = new Target(new UserId("guest-1"), "");
    private static final String MEMBERS = "/api/v1/rooms/lobby/members";
    private static final String BANS = "/api/v1/rooms/lobby/bans";

    @RegisterExtension
    static final RestServer server = RestServer.start();

    @Test
    void membersAreListedByTheNamesOfTheirAccounts() {
        Response response =
                server.alices("GET", MEMBERS + "?cursor=abc&limit=7").send();

        assertThat(response.json())
                .isEqualTo(new JsonObject()
                        .put(
                                "items",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("userId", "u-bob")
                                                .put("username", "bob")
                                                .put("displayName", "Bob")
                                                .put("role", "moderator"))
                                        .add(new JsonObject()
                                                .put("userId", "guest-1")
                                                .putNull("username")
                                                .putNull("displayName")
                                                .put("role", "member")))
                        .put("cursor", "next"));
        assertThat(server.services.heard(ListMembers.class))
                .isEqualTo(new ListMembers(LOBBY, RestServer.ALICE, "abc", 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"u-bob", "@bob", "%40bob"})
    void aPersonIsNamedByIdOrUsername(String person) {
        Response put = server.alices("PUT", MEMBERS + "/" + person)
                .json("{\"role\":\"reader\"}")
                .send();
        Response removed = server.alices("DELETE", MEMBERS + "/" + person).send();
        Response banned = server.alices("PUT", BANS + "/" + person).send();
        Response unbanned = server.alices("DELETE", BANS + "/" + person).send();

        assertThat(put.json())
                .isEqualTo(new JsonObject()
                        .put("userId", "u-bob")
                        .put("username", "bob")
                        .put("displayName", "Bob")
                        .put("role", "reader"));
        assertThat(server.services.heard(PutMember.class))
                .isEqualTo(new PutMember(LOBBY, RestServer.ALICE, BOB, Role.READER));
        assertThat(removed.status()).isEqualTo(204);
        assertThat(server.services.heard(RemoveMember.class)).isEqualTo(new RemoveMember(LOBBY, RestServer.ALICE, BOB));
        assertThat(banned.status()).isEqualTo(204);
        assertThat(server.services.heard(BanPerson.class)).isEqualTo(new BanPerson(LOBBY, RestServer.ALICE, BOB));
        assertThat(unbanned.status()).isEqualTo(204);
        assertThat(server.services.heard(UnbanPerson.class)).isEqualTo(new UnbanPerson(LOBBY, RestServer.ALICE, BOB));
    }

    @Test
    void whoHasNoAccountIsRemovedAndBannedByIdAndNeverAdded() {
        server.alices("DELETE", MEMBERS + "/guest-1").send();
        server.alices("PUT", BANS + "/guest-1").send();
        server.alices("PUT", MEMBERS + "/guest-1")
                .json("{\"role\":\"member\"}")
                .send()
                .refuses(ErrorCode.NOT_FOUND);

        assertThat(server.services.heard(RemoveMember.class))
                .isEqualTo(new RemoveMember(LOBBY, RestServer.ALICE, GUEST));
        assertThat(server.services.heard(BanPerson.class)).isEqualTo(new BanPerson(LOBBY, RestServer.ALICE, GUEST));
        assertThat(server.services.heard(PutMember.class)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, members/@nobody, not-found",
        "DELETE, members/@nobody, not-found",
        "PUT, bans/@, not-found",
        "DELETE, bans/@No%20Name, not-found",
        "DELETE, bans/%20, bad-request",
        "DELETE, members/a%00b, bad-request",
    })
    void aNameOfNobodyIsRefusedBeforeTheRoomIsAsked(String method, String path, String code) {
        Response response = server.alices(method, "/api/v1/rooms/lobby/" + path)
                .json("{\"role\":\"member\"}")
                .send();

        assertThat(response.json().getString("code")).isEqualTo(code);
        assertThat(server.services.heard(PutMember.class)).isNull();
        assertThat(server.services.heard(RemoveMember.class)).isNull();
        assertThat(server.services.heard(BanPerson.class)).isNull();
        assertThat(server.services.heard(UnbanPerson.class)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|role is required",
                "{\"role\":\"king\"}|role must be owner, moderator, member or reader",
                "{\"role\":1}|role must be a string"
            })
    void aWrongRoleIsRefused(String body, String detail) {
        Response response = server.alices("PUT", MEMBERS + "/@bob").json(body).send();

        assertThat(response.refuses(ErrorCode.BAD_REQUEST)).isEqualTo(detail);
        assertThat(server.services.heard(PutMember.class)).isNull();
    }

    @Test
    void aRoomIsChangedInWhatIsNamed() {
        Response response = server.alices("PATCH", "/api/v1/rooms/lobby")
                .json("{\"topic\":\"\",\"visibility\":\"private\"}")
                .send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(server.services.heard(ChangeRoom.class))
                .isEqualTo(new ChangeRoom(LOBBY, RestServer.ALICE, null, "", Visibility.PRIVATE));
        server.alices("PATCH", "/api/v1/rooms/lobby")
                .json("{\"visibility\":\"direct\"}")
                .send()
                .refuses(ErrorCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND", "FORBIDDEN", "CONFLICT"})
    void whatTheRoomRefusesIsRefused(ErrorCode code) {
        fail(PutMember.class, code);
        fail(RemoveMember.class, code);
        fail(BanPerson.class, code);

        server.alices("PUT", MEMBERS + "/@bob")
                .json("{\"role\":\"member\"}")
                .send()
                .refuses(code);
        server.alices("DELETE", MEMBERS + "/@bob").send().refuses(code);
        server.alices("PUT", BANS + "/@bob").send().refuses(code);
    }

    private static void fail(Class<? extends Command<?>> command, ErrorCode code) {
        server.services.fail(command, FakeServices.refusal(code));
    }

    @ParameterizedTest
    @CsvSource({"GET, members", "PUT, members/@bob", "DELETE, members/@bob", "PUT, bans/@bob", "DELETE, bans/@bob"})
    void withoutATokenNothingIsAsked(String method, String path) {
        server.request(method, "/api/v1/rooms/lobby/" + path).send().refuses(ErrorCode.UNAUTHENTICATED);

        assertThat(server.services.heard(ListMembers.class)).isNull();
        assertThat(server.services.heard(RemoveMember.class)).isNull();
    }
}
