package dev.parley.e2e.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Line;
import dev.parley.e2e.conformance.Arrival.Received;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@AtEachDoor
@DisplayName("STOMP 1.2, \"MESSAGE\"")
class MessageIT {
    @RegisterExtension
    final Clients clients;

    MessageIT(Door door) {
        this.clients = new Clients(door);
    }

    @Test
    void aTopicsMessageSaysWhereFromForWhomAndWhich() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().publish(topic, "x");

        assertHeaders(reader.nextMessage("x"), topic);
    }

    @Test
    void aQueuesMessageSaysWhereFromForWhomAndWhich() {
        String queue = Clients.aQueue();
        Client reader = clients.subscribed(queue);

        clients.connected().publish(queue, "x");

        assertHeaders(reader.nextMessage("x"), queue);
    }

    @Test
    void aRoomsEventSaysWhereFromForWhomAndWhich() {
        String room = Clients.aName("room");
        Client reader = clients.subscribed("/subscribe/chat/room/" + room);

        clients.connected().publish("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}");

        Received message = reader.next("MESSAGE");
        assertHeaders(message, "/subscribe/chat/room/" + room);
        assertThat(message.headers("message-id")).containsExactly(room + "-1");
        assertThat(message.headers("content-type")).containsExactly("application/json");
    }

    @Test
    void everyMessageHasAnIdOfItsOwn() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);
        Client writer = clients.connected();

        writer.publish(topic, "same");
        writer.publish(topic, "same");

        assertThat(reader.nextMessage("same").header("message-id"))
                .isNotEqualTo(reader.nextMessage("same").header("message-id"));
    }

    @Test
    void noHeaderOfTheServersComesTwice() {
        String topic = Clients.aTopic();
        Client reader = clients.subscribed(topic);

        clients.connected().publish(topic, "x", "content-type:text/plain", "content-length:1", "message-id:forged");

        List<String> names =
                reader.nextMessage("x").lines().stream().map(Line::name).toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void anEventsLengthCountsBytes() {
        String room = Clients.aName("room");
        Client writer = clients.connected();
        writer.publish("/publish/chat/join", "{\"chatRoomId\":\"" + room + "\"}");
        Client reader = clients.subscribed("/subscribe/chat/room/" + room);

        writer.publish("/publish/chat/room/" + room, "안녕 🎉\nline two", "content-type:text/plain");

        Received message = reader.next("MESSAGE");
        assertThat(message.headers("content-length"))
                .containsExactly(Integer.toString(message.body().length()));
        assertThat(message.text()).contains("안녕 🎉\\nline two");
    }

    private static void assertHeaders(Received message, String destination) {
        assertThat(message.headers("destination")).containsExactly(destination);
        assertThat(message.headers("subscription")).containsExactly("s");
        assertThat(message.headers("message-id")).singleElement().asString().isNotBlank();
        assertThat(message.headers("content-length"))
                .containsExactly(Integer.toString(message.body().length()));
    }
}
