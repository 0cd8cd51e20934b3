package dev.parley.e2e;

import dev.parley.testkit.LocalCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that Parley did not write: STOMP libraries, SockJS, the event-bus bridge's client, a browser. */
@ExtendWith(Runs.class)
class ClientsIT {
    @Test
    void clientsOfOthersTalkWithTheSingleProcess(SingleProcess parley) throws Exception {
        NodeSuite.run(parley.gateways());
    }

    @Test
    void clientsOfOthersShareOneRoomOfACluster(LocalCluster parley) throws Exception {
        NodeSuite.run(parley.gateways(), "one-room.test.js", "receipts.test.js", "polls-anywhere.test.js");
    }
}
