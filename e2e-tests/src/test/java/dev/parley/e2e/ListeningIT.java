package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What processes of a cluster listen at, as the kernel tells it: the ports that are set, at their one address. */
@ExtendWith(Runs.class)
class ListeningIT {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";
    /** 127.0.0.1, as {@code /proc/net/tcp} writes it, and as an IPv4 address in one of IPv6. */
    private static final Set<String> LOOPBACK = Set.of("0100007F", "0000000000000000FFFF00000100007F");

    private static final List<String> PORTS = List.of(
            "PARLEY_MANAGEMENT_PORT",
            "PARLEY_CLUSTER_PORT",
            "PARLEY_BUS_PORT",
            "PARLEY_HTTP_PORT",
            "PARLEY_STOMP_TCP_PORT");

    /** A line of {@code /proc/net/tcp}: {@code sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode}. */
    private record Listener(String address, int port, String inode) {
        static Listener of(String[] fields) {
            String[] local = fields[1].split(":", 2);
            return new Listener(local[0], Integer.parseInt(local[1], 16), fields[9]);
        }
    }

    @Test
    void aProcessListensAtItsPortsOnOneAddressAndNowhereElse(LocalCluster parley) {
        for (String name : parley.names()) {
            JavaProcess process = parley.process(name);

            Set<Listener> listeners = listeners(process.pid());

            assertThat(listeners.stream().map(Listener::port))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(ports(process));
            assertThat(listeners.stream().map(Listener::address)).as(name).isSubsetOf(LOOPBACK);
        }
    }

    private static Set<Integer> ports(JavaProcess process) {
        Map<String, String> settings = process.spec().settings();
        return PORTS.stream()
                .filter(settings::containsKey)
                .map(settings::get)
                .map(Integer::parseInt)
                .collect(Collectors.toSet());
    }

    private static Set<Listener> listeners(long pid) {
        Path process = PROC.resolve(Long.toString(pid));
        Set<String> own = sockets(process.resolve("fd"));
        Set<Listener> listeners = new HashSet<>();
        for (String family : List.of("tcp", "tcp6")) {
            lines(process.resolve("net").resolve(family))
                    .skip(1)
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields[3].equals(LISTEN))
                    .map(Listener::of)
                    .filter(listener -> own.contains("socket:[" + listener.inode() + "]"))
                    .forEach(listeners::add);
        }
        return listeners;
    }

    /** What its descriptors are; one may be closed meanwhile. */
    private static Set<String> sockets(Path descriptors) {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.map(ListeningIT::target).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
