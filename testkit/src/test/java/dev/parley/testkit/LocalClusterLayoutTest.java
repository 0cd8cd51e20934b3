package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.LocalClusterLayout.Size;
import dev.parley.testkit.script.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterLayoutTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void countsTheKnownPortsUp() {
        LocalClusterLayout layout = layout(PortPlan.known(), Map.of());

        assertThat(layout.gateways())
                .containsExactly(new Gateway("127.0.0.1", 8080, 61613), new Gateway("127.0.0.1", 8081, 61614));
    }

    @Test
    void startsTheHoldersOfTheClustersDataFirst() throws IOException {
        packaged("chat-service", "presence-service", "auth-service", "gateway");

        List<JavaProcess.Spec> specs = layout(PortPlan.known(), Map.of()).specs();

        assertThat(specs)
                .extracting(JavaProcess.Spec::name)
                .containsExactly("chat-1", "chat-2", "presence-1", "auth-1", "gateway-1", "gateway-2");
        assertThat(specs).extracting(JavaProcess.Spec::managementPort).doesNotHaveDuplicates();
    }

    @Test
    void handsSettingsOnButNotAddresses() throws IOException {
        packaged("chat-service", "presence-service", "auth-service", "gateway");
        Map<String, String> settings =
                Map.of("PARLEY_LOCALE", "ko", "PARLEY_HTTP_PORT", "1", "PARLEY_ROOMS_OPEN", "false");

        Map<String, String> gateway =
                layout(PortPlan.known(), settings).specs().get(5).settings();

        assertThat(gateway)
                .containsEntry("PARLEY_LOCALE", "ko")
                .containsEntry("PARLEY_ROOMS_OPEN", "false")
                .containsEntry("PARLEY_HTTP_PORT", "8081")
                .doesNotContainKey("PARLEY_DATABASE_URL");
    }

    @Test
    void bindsEachProcessToItsPlaceAndTellsTheOthersWhereItIs() throws IOException {
        packaged("chat-service", "presence-service", "auth-service", "gateway");
        Map<String, Place> places = Map.of(
                "chat-1",
                new Place("127.0.0.11", List.of("nice")),
                "gateway-1",
                new Place("127.0.0.12", List.of()),
                LocalClusterLayout.POSTGRES,
                new Place("127.0.0.13", List.of()));
        LocalClusterLayout layout = new LocalClusterLayout(
                folder,
                folder.resolve("cluster"),
                new Size(1, 1, 1, 1),
                PortPlan.known(),
                Map.of(),
                List.of(),
                name -> places.getOrDefault(name, Place.LOOPBACK));

        JavaProcess.Spec chat = layout.specs().get(0);

        assertThat(chat.place().through()).containsExactly("nice");
        assertThat(chat.settings())
                .containsEntry("PARLEY_CLUSTER_HOST", "127.0.0.11")
                .containsEntry("PARLEY_DATABASE_URL", "postgresql://127.0.0.13:15432/parley");
        assertThat(chat.settings().get("PARLEY_CLUSTER_MEMBERS")).contains("127.0.0.11:5701", "127.0.0.12:5704");
        assertThat(layout.gateways()).containsExactly(new Gateway("127.0.0.12", 8080, 61613));
    }

    @Test
    void processesWithAnAddressEachFindEachOtherByOneName() throws IOException {
        packaged("chat-service", "presence-service", "auth-service", "gateway");
        LocalClusterLayout layout = new LocalClusterLayout(
                folder,
                folder.resolve("cluster"),
                new Size(1, 1, 1, 1),
                PortPlan.usual(),
                Map.of(),
                List.of(),
                name -> new Place("127.0.0." + (1 + "capg".indexOf(name.charAt(0))), List.of()));

        layout.write();

        JavaProcess.Spec gateway = layout.specs().get(3);
        assertThat(gateway.settings())
                .doesNotContainKey("PARLEY_CLUSTER_MEMBERS")
                .containsEntry("PARLEY_CLUSTER_DNS", "parley-members.test")
                .containsEntry("PARLEY_CLUSTER_PORT", "5701");
        Path hosts = folder.resolve("cluster").resolve("hosts");
        assertThat(gateway.jvmOptions()).containsExactly("-Djdk.net.hosts.file=" + hosts);
        assertThat(Files.readAllLines(hosts)).hasSize(4).contains("127.0.0.4 parley-members.test");
    }

    @Test
    void saysWhichPortIsInUseAndWhatItWasFor() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortPlan plan = (use, index) -> use == PortPlan.Use.HTTP && index == 1 ? busy.getLocalPort() : Ports.free();

            assertThatThrownBy(() -> layout(plan, Map.of()).requireNothingRunning())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(busy.getLocalPort() + " (gateway-2's HTTP)");
        }
    }

    @Test
    void refusesAnAbsurdNumberOfProcesses() {
        assertThatThrownBy(() -> new Size(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Size(1, 1, 1, 17)).isInstanceOf(IllegalArgumentException.class);
    }

    private LocalClusterLayout layout(PortPlan ports, Map<String, String> settings) {
        return new LocalClusterLayout(folder, folder.resolve("cluster"), new Size(2, 1, 1, 2), ports, settings);
    }

    private void packaged(String... modules) throws IOException {
        for (String module : modules) {
            Path target = Files.createDirectories(folder.resolve(module).resolve("target"));
            Files.createFile(target.resolve(module + "-0.1.0.jar"));
        }
    }
}
