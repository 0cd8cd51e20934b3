package dev.parley.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs this program again in namespaces of its own for network, mounts and processes. What it makes there, nobody else sees,
 * and the kernel takes it away, processes included, when the program ends, however it ends.
 */
final class Isolation {
    private static final String INSIDE = "chaos.inside";
    private static final String[] UNSHARE = {
        "unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"
    };
    private static final int LEAVE_WITHIN_SECONDS = 120;

    private Isolation() {}

    /** Whether this is the program inside. */
    static boolean isInside() {
        return Boolean.getBoolean(INSIDE);
    }

    /** Whether this machine lets this user make namespaces, and {@code ip} is there. */
    static boolean isPermitted() {
        List<String> probe = new ArrayList<>(List.of(UNSHARE));
        probe.addAll(List.of("ip", "link", "add", "hub", "type", "bridge"));
        return Command.works(probe.toArray(String[]::new));
    }

    /** What runs that program, whose arguments may follow, in namespaces of its own. */
    static List<String> command(Class<?> program) {
        List<String> command = new ArrayList<>(List.of(UNSHARE));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.add("-D" + INSIDE + "=true");
        String logging = System.getProperty("logback.configurationFile");
        if (logging != null) {
            command.add("-Dlogback.configurationFile=" + logging);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        return command;
    }

    /** Runs the program inside to its end; a signal that ends this one ends it too. Returns its exit status. */
    static int run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = command(ChaosMain.class);
        command.addAll(arguments);
        Process inside = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(inside), "chaos-end"));
        return inside.waitFor();
    }

    /** unshare itself keeps SIGTERM from its child, and takes the child with it when it is killed. */
    private static void end(Process unshare) {
        unshare.children().forEach(ProcessHandle::destroy);
        try {
            if (unshare.waitFor(LEAVE_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        unshare.destroyForcibly();
    }
}
