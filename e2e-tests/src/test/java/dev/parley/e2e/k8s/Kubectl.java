package dev.parley.e2e.k8s;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code kubectl kustomize}, where kubectl is installed; it needs no cluster. */
final class Kubectl {
    private static final Set<String> GENERATED = Set.of("ConfigMap", "Secret");
    private static final Pattern HASH = Pattern.compile("-[a-z0-9]{10}$");

    private Kubectl() {}

    static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    /** What it renders, with the hashes taken off the names of what it generates. */
    static Manifests render(Path folder) {
        String text = run("kubectl", "kustomize", folder.toString());
        for (Manifest manifest : Manifests.of(StrictYaml.documents(text)).all()) {
            if (GENERATED.contains(manifest.kind())) {
                text = text.replace(
                        manifest.name(), HASH.matcher(manifest.name()).replaceFirst(""));
            }
        }
        return Manifests.of(StrictYaml.documents(text));
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
