package dev.parley.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Ports;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command against a Parley that keeps its promises, and against one that does not. */
@SuppressWarnings("NullAway.Init") // set by JUnit
class VerifyIT {
    /** Long enough for a machine that does much else. */
    private static final List<String> PATIENT = List.of("--set-up", "120", "--settle", "120", "--patience", "30");

    @TempDir
    private static Path folder;

    private static OneProcess parley;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        parley = new OneProcess(folder);
    }

    @AfterAll
    static void stop() {
        parley.close();
    }

    private int verify(String gateway, String options) {
        List<String> arguments = new ArrayList<>(PATIENT);
        arguments.addAll(List.of("--gateway", gateway));
        arguments.addAll(List.of(options.split(" ")));
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return VerifyMain.run(arguments, out, out);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aParleyThatKeepsItsPromisesIsNotBlamedAtAnyDoor() throws Exception {
        Path report = folder.resolve("report.json");

        int status = verify(
                parley.gateway(parley.tcpPort()), "--seconds 5 --rooms 1 --private 1 --rate 30 --report " + report);

        assertThat(status).as(printed()).isZero();
        assertThat(printed()).contains("All promises held.");
        JsonObject json = new JsonObject(Files.readString(report));
        assertThat(json.getBoolean("held")).isTrue();
        assertThat(json.getJsonObject("counts").getLong("refusedStrangers")).isPositive();
        assertThat(json.getJsonArray("readers")).hasSize(18);
        assertThat(json.getJsonArray("notes")).as("somebody was removed").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DROPS, I4", "REPEATS, I4", "ALTERS, I5"})
    void aDoorThatBreaksAPromiseIsBlamed(BreakingProxy.Fault fault, String promise) throws Exception {
        Path report = folder.resolve(fault + ".json");
        int status;
        try (BreakingProxy proxy = new BreakingProxy(parley.tcpPort(), fault)) {
            status = verify(
                    parley.gateway(proxy.port()),
                    "--seconds 1 --rooms 1 --private 0 --readers 2 --people guests --doors tcp,rest --report "
                            + report);
        }

        assertThat(status).as(printed()).isEqualTo(VerifyMain.VIOLATED);
        assertThat(new JsonObject(Files.readString(report)).getJsonArray("violations"))
                .isNotEmpty()
                .allMatch(violation ->
                        ((JsonObject) violation).getString("promise").equals(promise));
    }

    @Test
    void whereNobodyAnswersItCannotBeRun() {
        int status = verify("http://127.0.0.1:" + Ports.free(), "--set-up 1");

        assertThat(status).isEqualTo(VerifyMain.NOT_RUN);
        assertThat(printed()).contains("could not be run");
    }

    @Test
    void whatIsNoOptionIsSaid() {
        assertThat(verify("http://127.0.0.1:1", "--nothing 1")).isEqualTo(VerifyMain.NOT_RUN);
        assertThat(printed()).contains("unknown option --nothing");
    }
}
