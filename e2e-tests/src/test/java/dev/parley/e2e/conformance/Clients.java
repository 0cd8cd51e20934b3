package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.subscribe;

import dev.parley.testkit.script.Gateway;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The connections of one test, all at one door, cut when it ends; and names that no other test uses. One thread. */
final class Clients implements BeforeEachCallback, AfterEachCallback {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Door door;
    private final List<Client> opened = new ArrayList<>();
    private @Nullable Gateway gateway;

    Clients(Door door) {
        this.door = door;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        gateway = Server.of(context).gateway();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.forEach(Client::close);
        opened.clear();
    }

    Door door() {
        return door;
    }

    Gateway gateway() {
        if (gateway == null) {
            throw new IllegalStateException("no test is running");
        }
        return gateway;
    }

    /** A connection on which nothing has been said. */
    Client open() {
        Client client = new Client(door, gateway());
        opened.add(client);
        return client;
    }

    /** A guest who speaks STOMP 1.2. */
    Client connected(String... moreLines) {
        return speaking("1.2", moreLines);
    }

    /** A guest who speaks that version only. */
    Client speaking(String version, String... moreLines) {
        Client client = open();
        client.write(frame(
                "CONNECT",
                Stream.concat(Stream.of("accept-version:" + version, "host:parley"), Stream.of(moreLines))
                        .toArray(String[]::new)));
        client.next("CONNECTED");
        return client;
    }

    /** A guest with a live subscription whose id is "s". */
    Client subscribed(String destination, String... moreLines) {
        Client client = connected();
        String[] lines =
                Stream.concat(Stream.of(moreLines), Stream.of("receipt:live")).toArray(String[]::new);
        client.write(subscribe("s", destination, lines));
        client.nextReceipt("live");
        return client;
    }

    /** A topic that only this test knows. */
    static String aTopic() {
        return "/topic/" + aName("t");
    }

    /** A queue that only this test knows. */
    static String aQueue() {
        return "/queue/" + aName("q");
    }

    /** A name that only this test knows. */
    static String aName(String prefix) {
        return prefix + "-" + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX) + "-"
                + NAMES.incrementAndGet();
    }
}
