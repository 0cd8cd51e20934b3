package dev.parley.e2e.sim;

import dev.parley.testkit.stomp.FrameReader;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody who does what a test says, and writes down when what came. Time goes by while it waits. */
final class Visitor implements SimConnection.Peer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final World world;
    private final FrameReader frames = new FrameReader(this::onFrame);
    private final List<Heard> heard = new ArrayList<>();
    private final SimConnection connection;

    /** A frame, and the simulated time at which it came. */
    record Heard(StompFrame frame, Duration at) {}

    /** Connects; returns when that is done. */
    Visitor(World world, String name, GatewayProcess gateway) {
        this.world = world;
        this.connection = new SimConnection(name, world.schedule(), gateway.anyLoop(), this);
        send(StompFrame.of("CONNECT", "accept-version", "1.2", "host", "x", "login", name, "passcode", "secret"));
        hears("CONNECTED", "user-name", name);
    }

    /** Subscribes to the room; returns when that is live. */
    void subscribe(String room) {
        send(StompFrame.of("SUBSCRIBE", "id", room, "destination", "/subscribe/chat/room/" + room, "receipt", room));
        hears("RECEIPT", "receipt-id", room);
    }

    /** Says it until it is receipted, as clients do. */
    Heard say(String room, String id) {
        while (true) {
            send(StompFrame.of(
                            "SEND", "destination", "/publish/chat/room/" + room, "client-message-id", id, "receipt", id)
                    .withBody(id));
            Optional<Heard> receipt = awaits("RECEIPT", "receipt-id", id, Duration.ofMillis(200));
            if (receipt.isPresent()) {
                return receipt.get();
            }
        }
    }

    /** The first frame of that kind with that header, which has come or is waited for. */
    Heard hears(String command, String header, String value) {
        return awaits(command, header, value, PATIENCE)
                .orElseThrow(() -> new AssertionError(
                        "no " + command + " with " + header + ":" + value + " in " + PATIENCE + ", only " + heard));
    }

    /** Whether such a frame comes in that time. */
    Optional<Heard> awaits(String command, String header, String value, Duration time) {
        world.schedule().runUntil(() -> find(command, header, value).isPresent(), time);
        return find(command, header, value);
    }

    private Optional<Heard> find(String command, String header, String value) {
        return heard.stream()
                .filter(each -> each.frame().command().equals(command)
                        && each.frame().header(header).equals(Optional.of(value)))
                .findFirst();
    }

    private void send(StompFrame frame) {
        connection.send(frame.encode());
    }

    @Override
    public void onBytes(byte[] bytes) {
        frames.read(bytes);
    }

    private void onFrame(StompFrame frame) {
        heard.add(new Heard(frame, Duration.ofNanos(world.schedule().nanoTime())));
    }

    @Override
    public void onClosed() {
        throw new AssertionError("the connection was closed behind " + heard);
    }
}
