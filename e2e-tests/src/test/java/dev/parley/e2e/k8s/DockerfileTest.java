package dev.parley.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Dockerfile fits the repository and the manifests; its script runs, with a Maven that builds empty files. */
class DockerfileTest {
    private static final Dockerfile DOCKERFILE = Dockerfile.read();

    private static final String FAKE_MAVEN = """
            #!/bin/sh
            mkdir -p "$SERVICE/target/lib"
            echo "$@" > "$SERVICE/target/$SERVICE-0.1.0.jar"
            : > "$SERVICE/target/lib/library.jar"
            """;

    @TempDir
    private Path source;

    @BeforeEach
    void aCheckout() throws IOException {
        Files.createDirectories(source.resolve("k8s"));
        Files.copy(Repository.K8S.resolve("java.args"), source.resolve("k8s/java.args"));
        Path maven =
                Files.writeString(Files.createDirectories(source.resolve("bin")).resolve("mvn"), FAKE_MAVEN);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("services")
    void theScriptMakesAllThatTheImageCopies(String service) throws Exception {
        int status = runScript(service);

        assertThat(status).isZero();
        assertThat(copied()).hasSize(3).allMatch(Files::exists);
    }

    @ParameterizedTest
    @MethodSource("services")
    void theScriptBuildsTheOneModuleAndStartsItsMain(String service, String main) throws Exception {
        runScript(service);

        assertThat(source.resolve("image/app.jar")).content().contains("-pl " + service + " -am package");
        assertThat(Files.readAllLines(source.resolve("image/launch.args")))
                .contains("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .endsWith("-cp", "/app/app.jar:/app/lib/*", main);
    }

    @Test
    void anUnknownServiceStopsTheBuild() throws Exception {
        assertThat(runScript("chat")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceIsAModuleWithThatMain(String service, String main) {
        Path source = Repository.ROOT.resolve(service + "/src/main/java/" + main.replace('.', '/') + ".java");

        assertThat(Repository.ROOT.resolve("pom.xml")).content().contains("<module>" + service + "</module>");
        assertThat(source).content().contains("public static void main(String");
    }

    @Test
    void theManifestsRunTheServicesThatItBuilds() {
        Manifests manifests = Kustomization.render(Repository.K8S.resolve("base"));

        assertThat(manifests.services().map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(DOCKERFILE.mains().keySet());
    }

    @Test
    void theImageIsWhatTheManifestsSay() {
        Manifest gateway = Kustomization.render(Repository.K8S.resolve("base"))
                .find("Deployment", "gateway")
                .orElseThrow();

        assertThat(DOCKERFILE.ofImage("USER")).containsExactly(WorkloadRules.USER + ":" + WorkloadRules.USER);
        assertThat(DOCKERFILE.ofImage("ENTRYPOINT")).containsExactly("[\"java\", \"@/app/launch.args\"]");
        assertThat(DOCKERFILE.ofImage("EXPOSE").flatMap(ports -> Arrays.stream(ports.split(" "))))
                .containsExactlyInAnyOrderElementsOf(
                        gateway.ports().values().stream().map(String::valueOf).toList());
    }

    @Test
    void whatTheScriptReadsIsNotLeftOutOfTheContext() {
        assertThat(Repository.K8S.resolve("Dockerfile.dockerignore"))
                .content()
                .containsSubsequence("\nk8s\n", "!k8s/java.args\n");
    }

    static List<Object[]> services() {
        return DOCKERFILE.mains().entrySet().stream()
                .map(pair -> new Object[] {pair.getKey(), pair.getValue()})
                .toList();
    }

    /** What is copied out of the stage that builds, as it lies in our own checkout. */
    private List<Path> copied() {
        return DOCKERFILE
                .ofImage("COPY")
                .flatMap(arguments -> Arrays.stream(arguments.split(" ")))
                .filter(argument -> argument.startsWith("/src/"))
                .map(argument -> source.resolve(argument.substring("/src/".length())))
                .toList();
    }

    private int runScript(String service) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder("sh", "-c", DOCKERFILE.script())
                .directory(source.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        script.environment().put("SERVICE", service);
        script.environment().merge("PATH", source.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process running = script.start();
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return running.exitValue();
    }
}
