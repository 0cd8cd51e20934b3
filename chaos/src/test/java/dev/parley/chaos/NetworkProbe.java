package dev.parley.chaos;

import dev.parley.testkit.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Run by {@link NetworkIT} inside an {@link Isolation}: prints whether one place reaches another before, in and after a cut. */
final class NetworkProbe {
    private static final int PORT = 7000;
    private static final List<String> PLACES = List.of("here", "there", "elsewhere");

    private NetworkProbe() {}

    /** Without arguments the probe; {@code listen ADDRESS} is its other end. */
    @SuppressWarnings("SystemOut") // what it prints is what it is for
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2) {
            listen(arguments[1]);
            return;
        }
        Network network = new Network(PLACES);
        Process there = listener(network.place("there"));
        Process elsewhere = listener(network.place("elsewhere"));
        try {
            System.out.println("before " + reaches(network, "there") + " " + reaches(network, "elsewhere"));
            network.cut(List.of("here"), List.of("there"));
            System.out.println("cut " + reaches(network, "there") + " " + reaches(network, "elsewhere"));
            network.heal();
            System.out.println("healed " + reaches(network, "there") + " " + reaches(network, "elsewhere"));
        } finally {
            there.destroyForcibly();
            elsewhere.destroyForcibly();
        }
    }

    private static void listen(String address) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(address, PORT));
            System.out.write('\n');
            System.out.flush();
            while (true) {
                server.accept().close();
            }
        }
    }

    private static Process listener(Place place) throws IOException {
        List<String> command = new ArrayList<>(place.through());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx32m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                NetworkProbe.class.getName()));
        command.addAll(List.of("listen", place.address()));
        Process process = new ProcessBuilder(command).start();
        if (process.getInputStream().read() < 0) {
            throw new IOException("the listener at " + place + " has ended");
        }
        return process;
    }

    private static boolean reaches(Network network, String other) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(network.place("here").through());
        String knock = "exec 3<>/dev/tcp/" + network.place(other).address() + "/" + PORT;
        command.addAll(List.of("timeout", "5", "bash", "-c", knock));
        Process process = new ProcessBuilder(command).start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
