package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.script.Gateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections stay, at every door of both gateways, while chat, presence and auth processes come and go behind them. */
@ExtendWith(Runs.class)
class StayingConnectionsIT {
    private static final Logger LOG = LoggerFactory.getLogger(StayingConnectionsIT.class);
    private static final List<String> DOORS = List.of("ws", "tcp", "sockjs");
    private static final List<Consumer<JavaProcess>> ENDS = List.of(JavaProcess::kill, JavaProcess::terminate);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);

    /** One that was under way when something happened, and one that began after it. */
    private static final int ROUNDS = 2;

    private final String name = "stay-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Stayer> everybody = new ArrayList<>();
    private LocalCluster parley;
    private Api api;
    private String token;

    @BeforeEach
    void come(LocalCluster cluster) {
        parley = cluster;
        api = new Api(parley.gateways().get(0));
        token = api.register(name).token();
        connect("early");
    }

    @AfterEach
    void leave() {
        everybody.forEach(Stayer::close);
        bringBack();
    }

    @Test
    void noConnectionEndsWhileProcessesBehindTheGatewaysComeAndGo() {
        for (String process : List.of("chat-2", "presence-2", "auth-2")) {
            for (Consumer<JavaProcess> end : ENDS) {
                everybody.forEach(Stayer::changeRoom);
                end.accept(parley.process(process));
                everybodyGoesOn("without " + process);

                everybody.forEach(Stayer::changeRoom);
                bringBack();
            }
        }
        everybodyGoesOn("with all of them");
    }

    @Test
    void withoutAnyAuthProcessAGoodTokenStillLetsPeopleInAndNobodyIsCutOff() {
        parley.process("auth-1").kill();
        parley.process("auth-2").kill();
        everybody.forEach(Stayer::changeRoom);
        Api.Answer signIn = api.signIn(name);

        connect("late");

        everybodyGoesOn("without auth");
        assertThat(signIn.status()).as(signIn.text()).isEqualTo(503);
        assertThat(signIn.json().getString("code")).isEqualTo("unavailable");
        bringBack();
        everybodyGoesOn("with auth again");
        assertThat(api.signIn(name).status()).isEqualTo(200);
    }

    /** One more connection at each door of each gateway. */
    private void connect(String when) {
        for (Gateway gateway : parley.gateways()) {
            String prefix = name + "-" + when + "-" + parley.gateways().indexOf(gateway) + "-";
            for (String door : DOORS) {
                everybody.add(new Stayer(prefix + door, new StompLine(gateway, door, token)));
            }
            everybody.add(new Stayer(prefix + "bridge", new BridgeLine(gateway, token, prefix + "bridge-home")));
        }
    }

    private void everybodyGoesOn(String when) {
        long begun = System.nanoTime();
        List<Integer> before = everybody.stream().map(Stayer::rounds).toList();
        Eventually.within(PATIENCE, () -> {
            for (int i = 0; i < everybody.size(); i++) {
                Stayer one = everybody.get(i);
                assertThat(one.failure()).as("%s, %s", one, when).isEmpty();
                assertThat(one.rounds()).as("%s, %s", one, when).isGreaterThanOrEqualTo(before.get(i) + ROUNDS);
            }
        });
        assertThat(everybody).as(when).noneMatch(Stayer::isCutOff);
        LOG.info("{} everybody went on after {} ms", when, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    /** Starts what has ended, together. */
    private void bringBack() {
        List<JavaProcess> back = parley.names().stream()
                .filter(each -> !parley.process(each).isAlive())
                .map(parley::relaunch)
                .toList();
        back.forEach(process -> process.awaitReady(READY_WITHIN));
    }
}
