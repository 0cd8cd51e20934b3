package dev.parley.testkit;

import dev.parley.testkit.LocalClusterLayout.Size;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code ./parley cluster} runs: starts or stops a cluster on this machine and leaves. Status 1 when it could not. */
public final class LocalClusterMain {
    private static final Set<String> OPTIONS =
            Set.of("--gateways", "--chat", "--presence", "--auth", "--dir", "--root");
    private static final int USAGE = 2;

    private LocalClusterMain() {}

    /** Arguments: {@code start} or {@code stop}, then options with values. {@code PARLEY_*} settings are handed on. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status;
        try {
            run(args, out);
            status = 0;
        } catch (IllegalArgumentException e) {
            err.println("parley cluster: " + e.getMessage());
            status = USAGE;
        } catch (IllegalStateException | AssertionError e) {
            err.println("parley cluster: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static void run(String[] args, PrintStream out) {
        Map<String, String> options = options(args);
        Path folder = Path.of(options.getOrDefault("--dir", ".parley/cluster"));
        switch (args.length == 0 ? "" : args[0]) {
            case "start" -> start(options, folder, out);
            case "stop" -> stop(folder, out);
            default -> throw new IllegalArgumentException("the first argument must be start or stop");
        }
    }

    private static void start(Map<String, String> options, Path folder, PrintStream out) {
        Size size = new Size(
                count(options, "--chat"),
                count(options, "--presence"),
                count(options, "--auth"),
                count(options, "--gateways"));
        Map<String, String> settings = new HashMap<>(System.getenv());
        settings.keySet().removeIf(key -> !key.startsWith("PARLEY_"));
        LocalClusterLayout layout = new LocalClusterLayout(root(options), folder, size, PortPlan.known(), settings);
        out.println("Starting PostgreSQL, chat, presence, auth and gateway processes ...");
        LocalCluster.start(layout);
        layout.describe().forEach(out::println);
        out.println("Logs and process ids are in " + layout.folder());
        out.println("Open " + layout.gateways().get(0).http() + "/   End it with: ./parley cluster stop");
    }

    private static void stop(Path folder, PrintStream out) {
        List<String> stopped = LocalClusterStop.stop(folder);
        out.println(stopped.isEmpty() ? "Nothing is running in " + folder : "Stopped " + String.join(", ", stopped));
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            if (!OPTIONS.contains(args[i])) {
                throw new IllegalArgumentException("unknown option " + args[i]);
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            options.put(args[i], args[i + 1]);
        }
        return options;
    }

    private static Path root(Map<String, String> options) {
        String root = options.get("--root");
        return root == null ? Artifacts.projectRoot() : Path.of(root);
    }

    private static int count(Map<String, String> options, String option) {
        String value = options.getOrDefault(option, "1");
        if (!value.matches("\\d{1,4}")) {
            throw new IllegalArgumentException(option + " needs a whole number, not " + value);
        }
        return Integer.parseInt(value);
    }
}
