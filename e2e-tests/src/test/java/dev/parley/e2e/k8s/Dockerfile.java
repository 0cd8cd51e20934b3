package dev.parley.e2e.k8s;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The instructions of k8s/Dockerfile, each on one line, in order. */
record Dockerfile(List<String> instructions) {
    private static final Pattern SERVICE_MAIN = Pattern.compile("([a-z-]+)\\) main=([A-Za-z.]+) ;;");

    static Dockerfile read() {
        String text = Repository.read(Repository.K8S.resolve("Dockerfile")).replace("\\\n", "");
        return new Dockerfile(text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .collect(Collectors.toUnmodifiableList()));
    }

    /** What stands behind each use of an instruction, in the last stage: the one that becomes the image. */
    Stream<String> ofImage(String instruction) {
        int last = instructions.size() - 1;
        while (!instructions.get(last).startsWith("FROM ")) {
            last--;
        }
        return new Dockerfile(instructions.subList(last, instructions.size())).all(instruction);
    }

    /** The same, in every stage. */
    Stream<String> all(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1));
    }

    /** The script that builds a service. */
    String script() {
        return all("RUN").findFirst().orElseThrow();
    }

    /** The main class of each service. */
    Map<String, String> mains() {
        return SERVICE_MAIN
                .matcher(script())
                .results()
                .collect(Collectors.toUnmodifiableMap(found -> found.group(1), found -> found.group(2)));
    }
}
