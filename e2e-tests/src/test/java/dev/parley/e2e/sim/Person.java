package dev.parley.e2e.sim;

import dev.parley.chat.store.ClientKey;
import dev.parley.testkit.stomp.FrameReader;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a client that does as docs/protocol.md says: says things until they are receipted, reads rooms and
 * resumes, at whichever gateway; and stops to read, cuts the connection, or says again what was receipted long ago.
 */
final class Person implements SimConnection.Peer {
    static final List<String> ROOMS = List.of("garden", "cellar");

    private static final String ERRORS = "errors";
    private static final Set<String> FOR_A_MOMENT = Set.of("unavailable", "slow-consumer");

    private final World world;
    private final String name;
    private final History history;
    private final Supplier<Optional<GatewayProcess>> gateways;
    private final List<ClientKey> said = new ArrayList<>();
    private final Set<ClientKey> pending = new LinkedHashSet<>();
    private final Map<String, Long> seen = new HashMap<>();
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private final Map<String, String> toAcknowledge = new LinkedHashMap<>();
    private FrameReader frames = new FrameReader(this::onFrame);
    private @Nullable SimConnection connection;
    private boolean calm;
    private int numbers;

    Person(World world, String name, History history, Supplier<Optional<GatewayProcess>> gateways) {
        this.world = world;
        this.name = name;
        this.history = history;
        this.gateways = gateways;
        again(Duration.ZERO, this::act);
    }

    private void again(Duration delay, Runnable task) {
        world.schedule().after(delay, world.outside(), task);
    }

    /** From now on says nothing new, reads whatever comes, and stays. */
    void calm() {
        calm = true;
        if (connection != null) {
            connection.stall(false);
        }
    }

    private void act() {
        again(Duration.ofMillis(20).plus(world.upTo(200)), this::act);
        if (connection == null) {
            connect();
        } else if (calm) {
            settle();
        } else {
            misbehave(world.random().nextInt(100));
        }
    }

    private void misbehave(int draw) {
        if (draw < 45) {
            sayNew();
        } else if (draw < 55) {
            sayAgain();
        } else if (draw < 65) {
            subscribe();
        } else if (draw < 70) {
            unsubscribe();
        } else if (draw < 74) {
            stall();
        } else if (draw < 78) {
            cut();
        } else {
            acknowledge();
        }
    }

    private void settle() {
        acknowledge();
        if (!pending.isEmpty()) {
            say(world.oneOf(List.copyOf(pending)));
        }
        for (String room : ROOMS) {
            if (readings.values().stream()
                    .noneMatch(reading -> reading.isOpen() && reading.room().equals(room))) {
                subscribe(Reading.after(room, resumePoint(room)), "auto");
            }
        }
    }

    // --- what it does

    private void connect() {
        gateways.get().ifPresent(gateway -> {
            frames = new FrameReader(this::onFrame);
            connection = new SimConnection(name + "-" + numbers++, world.schedule(), gateway.anyLoop(), this);
            send(StompFrame.of("CONNECT", "accept-version", "1.2", "host", "x", "login", name, "passcode", "secret"));
            if (calm || world.isDrawn(70)) {
                send(StompFrame.of("SUBSCRIBE", "id", ERRORS, "destination", "/user/queue/errors"));
            }
            List.copyOf(pending).forEach(this::say);
        });
    }

    String name() {
        return name;
    }

    private void sayNew() {
        ClientKey key = History.key(world.oneOf(ROOMS), name, name + "-" + numbers++);
        said.add(key);
        history.said(key);
        pending.add(key);
        say(key);
    }

    private void sayAgain() {
        if (!said.isEmpty()) {
            world.tally().add(Happening.RETRIED);
            say(world.oneOf(said));
        }
    }

    private void say(ClientKey key) {
        String id = key.id().value();
        send(StompFrame.of(
                        "SEND",
                        "destination",
                        "/publish/chat/room/" + key.room(),
                        "client-message-id",
                        id,
                        "receipt",
                        "say " + key.room() + " " + id)
                .withBody("this is " + id));
    }

    private void subscribe() {
        String room = world.isDrawn(40) ? Doorkeeper.ROOM : world.oneOf(ROOMS);
        String mode = world.oneOf(List.of("auto", "auto", "client", "client-individual"));
        int how = world.random().nextInt(10);
        if (readings.size() > 4) {
            return;
        }
        if (how < 6) {
            world.tally().add(Happening.RESUMED);
            subscribe(Reading.after(room, resumePoint(room)), mode);
        } else if (how < 8) {
            subscribe(Reading.live(room), mode);
        } else {
            subscribe(Reading.last(room, world.random().nextInt(30)), mode);
        }
    }

    /** Where it was, or any place before that. */
    private long resumePoint(String room) {
        long last = seen.getOrDefault(room, 0L);
        return world.isDrawn(70) ? last : world.random().nextInt((int) last + 1);
    }

    private void subscribe(Reading reading, String mode) {
        String id = "sub-" + numbers++;
        readings.put(id, reading);
        history.reads(reading.by(name));
        send(StompFrame.of("SUBSCRIBE", subscribeHeaders(id, reading, mode)));
    }

    private static String[] subscribeHeaders(String id, Reading reading, String mode) {
        List<String> headers = new ArrayList<>(List.of(
                "id",
                id,
                "destination",
                "/subscribe/chat/room/" + reading.room(),
                "ack",
                mode,
                "receipt",
                "subscribe " + id));
        headers.addAll(reading.asked());
        return headers.toArray(String[]::new);
    }

    private void unsubscribe() {
        Optional<Map.Entry<String, Reading>> confirmed = readings.entrySet().stream()
                .filter(reading -> reading.getValue().isConfirmed())
                .findFirst();
        confirmed.ifPresent(oldest -> leave(oldest.getKey(), oldest.getValue()));
    }

    private void leave(String subscription, Reading reading) {
        send(StompFrame.of("UNSUBSCRIBE", "id", subscription));
        reading.end();
        readings.remove(subscription);
        toAcknowledge.values().removeIf(subscription::equals);
    }

    private void acknowledge() {
        toAcknowledge.forEach((ack, subscription) -> send(StompFrame.of("ACK", "id", ack)));
        toAcknowledge.clear();
    }

    private void stall() {
        SimConnection stalled = connection;
        if (stalled != null) {
            stalled.stall(true);
            again(world.upTo(8000), () -> readOn(stalled));
        }
    }

    private void readOn(SimConnection stalled) {
        if (stalled.isWaitedFor()) {
            world.tally().add(Happening.STALLED);
            stalled.whenDrained(() -> world.tally().add(Happening.DRAINED));
        }
        stalled.stall(false);
    }

    private void cut() {
        if (connection != null) {
            connection.cut();
        }
    }

    private void send(StompFrame frame) {
        if (connection != null) {
            connection.send(frame.encode());
        }
    }

    // --- what it hears

    @Override
    public void onBytes(byte[] bytes) {
        frames.read(bytes);
    }

    @Override
    public void onClosed() {
        connection = null;
        readings.values().forEach(Reading::end);
        readings.clear();
        toAcknowledge.clear();
    }

    private void onFrame(StompFrame frame) {
        switch (frame.command()) {
            case "CONNECTED" -> {}
            case "RECEIPT" -> onReceipt(frame, frame.header("receipt-id").orElseThrow());
            case "MESSAGE" -> onMessage(frame, frame.header("subscription").orElseThrow());
            case "ERROR" -> onRefusal(frame);
            default -> history.violated("a server does not say " + frame);
        }
    }

    private void onReceipt(StompFrame frame, String receipt) {
        String[] words = receipt.split(" ", -1);
        if (words[0].equals("say")) {
            ClientKey key = History.key(words[1], name, words[2]);
            pending.remove(key);
            if (frame.header("duplicate").equals(Optional.of("true"))) {
                world.tally().add(Happening.DUPLICATE_ANSWERED);
            }
            history.receipted(key, frame);
        } else {
            reading(words[1]).ifPresent(reading -> reading.onReceipt(frame));
        }
    }

    private void onMessage(StompFrame frame, String subscription) {
        if (subscription.equals(ERRORS)) {
            onRefusal(frame);
            return;
        }
        reading(subscription).ifPresent(reading -> {
            reading.onMessage(frame).ifPresent(history::violated);
            frame.header("seq").ifPresent(sequence -> seen.merge(reading.room(), Long.parseLong(sequence), Math::max));
            frame.header("ack").ifPresent(ack -> toAcknowledge.put(ack, subscription));
            if (History.isRemoval(frame.body(), name) && reading.isLive(frame)) {
                world.tally().add(Happening.CUT_OFF);
                leave(subscription, reading);
            }
        });
    }

    private Optional<Reading> reading(String subscription) {
        return Optional.ofNullable(readings.get(subscription));
    }

    /** Says again, or subscribes again, in its own time. */
    private void onRefusal(StompFrame frame) {
        if (frame.header("code").equals(Optional.of("slow-consumer"))) {
            world.tally().add(Happening.CLOSED_AS_SLOW);
        }
        boolean mayBeOutside = frame.body().contains("/" + Doorkeeper.ROOM + "\"");
        if (!FOR_A_MOMENT.contains(frame.header("code").orElse("")) && !mayBeOutside) {
            history.violated("refused for no reason: " + frame);
        }
        if (mayBeOutside && frame.header("code").equals(Optional.of("forbidden"))) {
            world.tally().add(Happening.CUT_OFF);
            readings.values().stream()
                    .filter(reading -> reading.room().equals(Doorkeeper.ROOM))
                    .forEach(Reading::end);
        }
        frame.header("receipt-id")
                .filter(receipt -> receipt.startsWith("subscribe "))
                .map(receipt -> readings.remove(receipt.substring("subscribe ".length())))
                .ifPresent(Reading::end);
    }
}
