package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.model.NodeId;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real members of a cluster in one JVM: who may speak on the event bus, and who may not. */
class BusTlsIT {
    private static final Duration PATIENT = Duration.ofSeconds(60);
    /** For what is expected to fail: long enough for a handshake, so that it is no matter of time. */
    private static final Duration BRIEF = Duration.ofSeconds(3);

    private static final DeliveryOptions QUESTION = new DeliveryOptions().setSendTimeout(3_000);

    @TempDir
    private static Path keys;

    private static Certificate first;
    private static Certificate second;

    @TempDir
    private Path folder;

    private static final int SEED = FreePorts.next();
    private static final int ALICE_BUS = FreePorts.next();

    private static Backbone alice;

    private final List<Backbone> joined = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        first = Certificate.make(keys, "first");
        second = Certificate.make(keys, "second");
        alice = join("alice", SEED, ALICE_BUS, Optional.of(first.in(keys.resolve("alice"), first)));
    }

    @AfterAll
    static void stop() throws Exception {
        get(alice.close());
    }

    @AfterEach
    void leave() throws Exception {
        for (Backbone backbone : joined) {
            get(backbone.close());
        }
    }

    @Test
    void whoHasACertificateOfTheSameAuthorityIsHeardAndHears() throws Exception {
        Backbone bob = join("bob", Optional.of(first.in(folder.resolve("bob"), first)));

        assertThat(greets(alice, bob, PATIENT)).isTrue();
        assertThat(greets(bob, alice, PATIENT)).isTrue();
    }

    @Test
    void whoHasAnotherAuthorityIsNotHeard() throws Exception {
        Backbone mallory = join("mallory", Optional.of(second.in(folder.resolve("mallory"), first, second)));

        assertThat(greets(mallory, alice, BRIEF)).isFalse();
        assertThat(greets(alice, mallory, BRIEF)).isFalse();
    }

    @Test
    void whoSpeaksInTheClearIsNotHeardNorSpokenTo() throws Exception {
        Backbone plain = join("plain", Optional.empty());

        assertThat(greets(plain, alice, BRIEF)).isFalse();
        assertThat(greets(alice, plain, BRIEF)).isFalse();
    }

    @Test
    void bytesThatAreNoHandshakeEndTheConnection() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ALICE_BUS)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("\0\0\0\5hello, bus".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();

            // An alert at the most, and the end.
            assertThat(answer.readNBytes(1000)).hasSizeLessThan(100);
        }
    }

    @Test
    void certificatesThatChangeAreTakenIntoUse() throws Exception {
        Backbone dave = join("dave", Optional.of(first.in(folder.resolve("dave"), first)));
        second.in(folder.resolve("dave"), second);
        Backbone carol = join("carol", Optional.of(second.in(folder.resolve("carol"), second)));

        assertThat(greets(carol, dave, PATIENT)).isTrue();
        assertThat(greets(dave, carol, PATIENT)).isTrue();
    }

    @Test
    void oneFileAloneStopsTheStart() {
        Settings settings = Settings.load(Map.of("PARLEY_BUS_TLS_CERTIFICATE", "tls.crt"));

        assertThatThrownBy(() -> BusCertificates.Source.of(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("PARLEY_BUS_TLS_KEY")
                .hasMessageContaining("PARLEY_BUS_TLS_CA");
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        Settings settings = Settings.load(Map.of(
                "PARLEY_BUS_TLS_CERTIFICATE", folder.resolve("a").toString(),
                "PARLEY_BUS_TLS_KEY", folder.resolve("b").toString(),
                "PARLEY_BUS_TLS_CA", folder.resolve("c").toString()));

        assertThatThrownBy(() -> new BusTls(BusCertificates.Source.of(settings).orElseThrow()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("PARLEY_BUS_TLS_CERTIFICATE");
    }

    /**
     * Whether a question from the one comes to be answered by the other: two connections, one each way, and a while for the
     * one to hear where the other is found.
     */
    private static boolean greets(Backbone from, Backbone to, Duration within) throws Exception {
        EventBus theirs = to.vertx().eventBus();
        String address = "greetings." + System.nanoTime();
        var consumer = theirs.<String>consumer(address, message -> message.reply("hello, " + message.body()));
        get(consumer.completion());
        boolean isAnswered = false;
        for (long end = System.nanoTime() + within.toNanos(); !isAnswered && System.nanoTime() < end; ) {
            get(from.vertx().timer(50, TimeUnit.MILLISECONDS));
            isAnswered = get(from.vertx()
                    .eventBus()
                    .<String>request(address, "you", QUESTION)
                    .map(reply -> reply.body().equals("hello, you"))
                    .otherwise(false));
        }
        get(consumer.unregister());
        return isAnswered;
    }

    private Backbone join(String name, Optional<BusCertificates.Source> tls) throws Exception {
        Backbone backbone = join(name, FreePorts.next(), FreePorts.next(), tls);
        joined.add(backbone);
        return backbone;
    }

    private static Backbone join(String name, int port, int bus, Optional<BusCertificates.Source> tls)
            throws Exception {
        ClusterOptions options = new ClusterOptions(
                "tls-" + SEED,
                "127.0.0.1",
                port,
                bus,
                Optional.empty(),
                List.of("127.0.0.1:" + SEED, "127.0.0.1:" + port),
                Duration.ofSeconds(60),
                tls);
        return get(HazelcastBackbone.join(new VertxOptions(), options, new NodeId(name, "1"), "chat", Map.of()));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
