package dev.parley.e2e;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.LocalClusterLayout;
import dev.parley.testkit.LocalClusterLayout.Size;
import dev.parley.testkit.PortPlan;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures, by hand, what members that come and go cost those who talk meanwhile: a cluster of two processes of each
 * service, people who send one message after the other at both gateways, and what is done to processes as arguments tell:
 * {@code rooms:40000 quiet:10 kill:chat-2 quiet:10 start:chat-2 stop:gateway-1 quiet:20 cont:gateway-1 term:chat-1}. Each
 * step prints the round trips that ended in it. Not part of any suite: its figures are in docs/adr/0027. The first
 * argument is the lowest of the ports that it may use, the second a folder.
 */
final class MembershipTrial {
    private static final int SENDERS = 16;
    private static final int SUBSCRIPTIONS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_SENDS_PER_SECOND", "0",
            "PARLEY_USER_SENDS_PER_SECOND", "0",
            "PARLEY_ADDRESS_SENDS_PER_SECOND", "0",
            "PARLEY_FRAMES_PER_SECOND", "0",
            "PARLEY_MAX_SUBSCRIPTIONS", Integer.toString(SUBSCRIPTIONS),
            "PARLEY_FEED_ROOMS", "100000");

    private final LocalCluster cluster;
    private final Queue<Trip> trips = new ConcurrentLinkedQueue<>();
    private final List<StompClient> listeners = new ArrayList<>();
    private volatile boolean stopping;

    /** One message: how long until its RECEIPT, over how many refusals and lost connections. */
    private record Trip(long millis, int refused, int cutOff) {}

    private MembershipTrial(LocalCluster cluster) {
        this.cluster = cluster;
    }

    /** Arguments: a port, a folder, steps. */
    public static void main(String[] args) throws Exception {
        LocalClusterLayout layout = new LocalClusterLayout(
                Artifacts.projectRoot(),
                Path.of(args[1]),
                new Size(2, 2, 2, 2),
                ports(Integer.parseInt(args[0])),
                SETTINGS,
                List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        try (LocalCluster cluster = LocalCluster.start(layout)) {
            new MembershipTrial(cluster).play(List.of(args).subList(2, args.length));
        }
    }

    private static PortPlan ports(int first) {
        return (use, index) -> first
                + index
                + switch (use) {
                    case HTTP -> 0;
                    case STOMP_TCP -> 20;
                    case MANAGEMENT -> 40;
                    case CLUSTER -> 60;
                    case BUS -> 80;
                    case POSTGRES -> 100;
                };
    }

    private void play(List<String> steps) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        for (int i = 0; i < SENDERS; i++) {
            int number = i;
            threads.execute(() -> talk(number));
        }
        LockSupport.parkNanos(SETTLE.toNanos() * 3);
        for (String step : steps) {
            trips.clear();
            long begun = System.nanoTime();
            play(step);
            OUT.printf(
                    java.util.Locale.ROOT,
                    "%-18s %6d ms  %s%n",
                    step,
                    (System.nanoTime() - begun) / 1_000_000,
                    summary());
        }
        stopping = true;
        threads.shutdown();
        threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        threads.shutdownNow();
    }

    private void play(String step) throws IOException, InterruptedException {
        String what = step.substring(0, step.indexOf(':'));
        String whom = step.substring(step.indexOf(':') + 1);
        switch (what) {
            case "quiet" ->
                LockSupport.parkNanos(Duration.ofSeconds(Long.parseLong(whom)).toNanos());
            case "rooms" -> listen(Integer.parseInt(whom));
            case "kill" -> settling(() -> cluster.process(whom).kill());
            case "term" -> settling(() -> cluster.process(whom).terminate());
            case "start" -> settling(() -> cluster.restart(whom));
            case "stop" -> signal("-STOP", cluster.process(whom));
            case "cont" -> signal("-CONT", cluster.process(whom));
            default -> throw new IllegalArgumentException(step);
        }
    }

    private static void settling(Runnable step) {
        step.run();
        LockSupport.parkNanos(SETTLE.toNanos());
    }

    private static void signal(String name, JavaProcess process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    private String summary() {
        List<Trip> ended = List.copyOf(trips);
        long[] millis = ended.stream().mapToLong(Trip::millis).sorted().toArray();
        return millis.length == 0
                ? "no round trips"
                : String.format(
                        java.util.Locale.ROOT,
                        "%d round trips, median %d ms, 99 %% %d ms, longest %d ms, refused %d, cut off %d",
                        millis.length,
                        millis[millis.length / 2],
                        millis[millis.length * 99 / 100],
                        millis[millis.length - 1],
                        ended.stream().mapToInt(Trip::refused).sum(),
                        ended.stream().mapToInt(Trip::cutOff).sum());
    }

    /** Hears so many rooms, half of them at each gateway. */
    private void listen(int rooms) {
        List<Gateway> gateways = cluster.gateways();
        for (int first = 0; first < rooms; first += SUBSCRIPTIONS) {
            StompClient client =
                    gateways.get(first / SUBSCRIPTIONS % gateways.size()).open("tcp", List.of());
            client.connect();
            listeners.add(client);
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                String id = "s" + i;
                client.send(StompFrame.of(
                        "SUBSCRIBE",
                        "id",
                        id,
                        "receipt",
                        id,
                        "destination",
                        "/subscribe/chat/room/many-" + (first + i)));
            }
        }
        for (StompClient client : listeners) {
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                client.expect("RECEIPT");
            }
        }
    }

    /** One message after the other to a room of its own, each until it is receipted, at one gateway. */
    private void talk(int number) {
        Gateway gateway = cluster.gateways().get(number % cluster.gateways().size());
        int said = 0;
        StompClient client = null;
        while (!stopping) {
            String id = "t" + number + "-" + said++;
            long begun = System.nanoTime();
            int refused = 0;
            int cutOff = 0;
            boolean done = false;
            while (!done && !stopping) {
                try {
                    if (client == null || client.isClosed()) {
                        client = gateway.open("tcp", List.of());
                        client.connect();
                    }
                    Optional<StompFrame> answer = say(client, number, id);
                    done = answer.filter(frame -> frame.command().equals("RECEIPT"))
                            .isPresent();
                    refused += done ? 0 : 1;
                } catch (RuntimeException | AssertionError broken) {
                    cutOff++;
                    client = null;
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
            trips.add(new Trip((System.nanoTime() - begun) / 1_000_000, refused, cutOff));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static Optional<StompFrame> say(StompClient client, int number, String id) {
        client.send(StompFrame.of(
                        "SEND",
                        "destination",
                        "/publish/chat/room/talk-" + number,
                        "receipt",
                        id,
                        "client-message-id",
                        id)
                .withBody("this is " + id));
        return client.poll(
                frame -> frame.command().equals("RECEIPT") || frame.command().equals("ERROR"), PATIENCE);
    }
}
