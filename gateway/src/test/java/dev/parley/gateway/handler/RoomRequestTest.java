package dev.parley.gateway.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomRequestTest {
    private static final String QUOTE = "'";

    /** A body, with single quotes for double ones. */
    private static RoomRequest request(String json) {
        return RoomRequest.parse(Buffer.buffer(json.replace(QUOTE, "\"")));
    }

    private static void assertRefused(String json, Function<RoomRequest, Object> field, String name) {
        RoomRequest request = request(json);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> field.apply(request))
                .withMessageStartingWith(name)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hi", "5", "null", "true", "[]", "'text'", "{", "{}x", "{} {}", "{'a':}", "{a:1}"})
    void whatIsNoJsonObjectIsRefused(String text) {
        Buffer body = Buffer.buffer(text.replace(QUOTE, "\""));

        assertThat(RoomRequest.tryParse(body)).isEmpty();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> RoomRequest.parse(body))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void aBodyThatIsNestedTooDeepOrNoUtf8IsNoJsonObject() {
        String deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000);

        assertThat(RoomRequest.tryParse(Buffer.buffer(deep))).isEmpty();
        assertThat(RoomRequest.tryParse(Buffer.buffer(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'})))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"{'chatRoomId':'5'}, 5", "{'chatRoomId':5}, 5", "{'chatRoomId':12345678901}, 12345678901"})
    void theRoomIsATextOrAWholeNumber(String json, String room) {
        assertThat(request(json).room()).isEqualTo(new RoomId(room));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'chatRoomId':null}",
                "{'chatRoomId':true}",
                "{'chatRoomId':5.5}",
                "{'chatRoomId':['5']}",
                "{'chatRoomId':{'id':'5'}}",
                "{'chatRoomId':99999999999999999999}"
            })
    void anotherRoomIsRefusedByName(String json) {
        assertRefused(json, RoomRequest::room, "chatRoomId");
    }

    @Test
    void whatIsNoRoomIdIsRefused() {
        assertRefused("{'chatRoomId':'no/room'}", RoomRequest::room, "a room id");
    }

    @Test
    void aMessageMayBeEmptyButMustBeAText() {
        assertThat(request("{'message':''}").message()).isEmpty();
        assertThat(request("{'message':'hi'}").message()).isEqualTo("hi");
        assertThat(request("{'message':''}").hasMessage()).isTrue();
        assertThat(request("{'message':5}").hasMessage()).isFalse();
        assertThat(request("{}").hasMessage()).isFalse();
        assertRefused("{}", RoomRequest::message, "message");
        assertRefused("{'message':null}", RoomRequest::message, "message");
        assertRefused("{'message':5}", RoomRequest::message, "message");
    }

    @Test
    void theTypeIsReadWhateverItsCase() {
        assertThat(request("{'type':'join'}").type()).isEqualTo("JOIN");
        assertThat(request("{}").type()).isEmpty();
        assertThat(request("{'type':null}").type()).isEmpty();
        assertRefused("{'type':1}", RoomRequest::type, "type");
    }

    @Test
    void aClientMessageIdIsATextOfItsOwnLimits() {
        assertThat(request("{'clientMessageId':'u1'}").clientMessageId()).isEqualTo(new ClientMessageId("u1"));
        assertThat(request("{}").clientMessageId()).isNull();
        assertRefused("{'clientMessageId':1}", RoomRequest::clientMessageId, "clientMessageId");
        assertRefused("{'clientMessageId':''}", RoomRequest::clientMessageId, "a client message id");
        assertRefused(
                "{'clientMessageId':'" + "x".repeat(129) + "'}", RoomRequest::clientMessageId, "a client message id");
    }

    @Test
    void whatIsRepliedToIsASequenceFromOne() {
        assertThat(request("{'replyTo':12}").replyTo()).isEqualTo(12L);
        assertThat(request("{'replyTo':12345678901}").replyTo()).isEqualTo(12345678901L);
        assertThat(request("{}").replyTo()).isNull();
        assertRefused("{'replyTo':0}", RoomRequest::replyTo, "replyTo");
        assertRefused("{'replyTo':-1}", RoomRequest::replyTo, "replyTo");
        assertRefused("{'replyTo':'12'}", RoomRequest::replyTo, "replyTo");
        assertRefused("{'replyTo':1.5}", RoomRequest::replyTo, "replyTo");
    }

    @Test
    void typingIsTrueOrFalse() {
        assertThat(request("{'typing':true}").typing()).isTrue();
        assertThat(request("{'typing':false}").typing()).isFalse();
        assertRefused("{}", RoomRequest::typing, "typing");
        assertRefused("{'typing':'true'}", RoomRequest::typing, "typing");
    }

    @Nested
    class TheWriter {
        private final Actor guest = new Actor(new UserId("g"), "guest-1", "guest-1", Set.of(Actor.GUEST));
        private final Actor alice = new Actor(new UserId("a"), "alice", "Alice", Set.of("user"));

        private Actor speaker(Actor actor, String writer) {
            return RoomRequest.of(new JsonObject().put("writer", writer)).speaker(actor);
        }

        @Test
        void namesAGuest() {
            assertThat(speaker(guest, " Carol ")).isEqualTo(guest.shownAs("Carol"));
        }

        @Test
        void ofAnybodyElseIsIgnored() {
            assertThat(speaker(alice, "Carol")).isEqualTo(alice);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\t\n", "\u3000"})
        void thatIsBlankIsIgnored(String writer) {
            assertThat(speaker(guest, writer)).isEqualTo(guest);
        }

        @Test
        void thatIsNoTextIsIgnored() {
            assertThat(RoomRequest.of(new JsonObject().put("writer", 5)).speaker(guest))
                    .isEqualTo(guest);
            assertThat(RoomRequest.of(new JsonObject()).speaker(guest)).isEqualTo(guest);
        }

        @Test
        void isCutAfterSixtyFourCodePointsAndNeverWithinOne() {
            String smile = "\uD83D\uDE00";

            assertThat(speaker(guest, "x".repeat(64)).displayName()).isEqualTo("x".repeat(64));
            assertThat(speaker(guest, "x".repeat(65)).displayName()).isEqualTo("x".repeat(64));
            assertThat(speaker(guest, smile.repeat(64)).displayName()).isEqualTo(smile.repeat(64));
            assertThat(speaker(guest, "x".repeat(63) + smile + "y").displayName())
                    .isEqualTo("x".repeat(63) + smile);
        }

        @Test
        void thatNoTextHoldsIsRefused() {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> speaker(guest, "a\u0000b"));
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> speaker(guest, "a\uD83D"));
        }
    }
}
