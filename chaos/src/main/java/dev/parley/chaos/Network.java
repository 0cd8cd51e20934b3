package dev.parley.chaos;

import dev.parley.testkit.Place;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network of this process's own: a bridge, and for each process of the cluster a network namespace with one cable to it.
 * Between any two of them packets can be lost without a trace, as by a switch that has failed: both ends are told that the
 * other has a hardware address that nobody has. No kernel module and no packet filter is needed.
 *
 * <p>Only inside an {@link Isolation}, with which all of it vanishes.
 */
final class Network {
    private static final String BRIDGE = "hub";
    private static final String PREFIX = "10.77.0.";
    private static final int FIRST = 11;
    private static final String NOBODY = "02:00:00:00:00:ff";
    private static final String NAMESPACES = "/run/netns";

    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Set<List<String>> cuts = new HashSet<>();

    /** Makes it, with a place for each of these processes. */
    Network(List<String> processes) {
        Command.run("mkdir", "-p", NAMESPACES);
        Command.run("mount", "-t", "tmpfs", "parley-chaos", NAMESPACES);
        Command.run("ip", "link", "set", "lo", "up");
        Command.run("ip", "link", "add", BRIDGE, "type", "bridge");
        Command.run("ip", "address", "add", PREFIX + "1/24", "dev", BRIDGE);
        Command.run("ip", "link", "set", BRIDGE, "up");
        processes.forEach(this::add);
    }

    private void add(String process) {
        int number = places.size();
        String address = PREFIX + (FIRST + number);
        String cable = "cable" + number;
        Command.run("ip", "netns", "add", process);
        Command.run("ip", "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", process);
        Command.run("ip", "link", "set", cable, "master", BRIDGE, "up");
        Command.run("ip", "-n", process, "link", "set", "lo", "up");
        Command.run("ip", "-n", process, "address", "add", address + "/24", "dev", "eth0");
        Command.run("ip", "-n", process, "link", "set", "eth0", "up");
        places.put(process, new Place(address, List.of("nsenter", "--net=" + NAMESPACES + "/" + process)));
    }

    /** Where that process is to run. */
    Place place(String process) {
        Place place = places.get(process);
        if (place == null) {
            throw new IllegalArgumentException("no process " + process + " in " + places.keySet());
        }
        return place;
    }

    /** Loses every packet between the two sides, in both directions, until {@link #heal()}. */
    void cut(List<String> side, List<String> otherSide) {
        for (String one : side) {
            for (String other : otherSide) {
                lose(one, other);
                lose(other, one);
            }
        }
    }

    /** Ends all cuts. */
    void heal() {
        for (List<String> cut : cuts) {
            Command.run(
                    "ip",
                    "-n",
                    cut.get(0),
                    "neighbour",
                    "del",
                    place(cut.get(1)).address(),
                    "dev",
                    "eth0");
        }
        cuts.clear();
    }

    private void lose(String from, String to) {
        String address = place(to).address();
        Command.run(
                "ip", "-n", from, "neighbour", "replace", address, "dev", "eth0", "lladdr", NOBODY, "nud", "permanent");
        cuts.add(List.of(from, to));
    }
}
