package dev.parley.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** More than all waits of a run together. */
    private static final long MOST_SECONDS = 600;

    private static Vertx vertx;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        parley = new OneProcess(folder);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        OneProcess.await(vertx.close());
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
                parley.gateway(parley.tcpPort()),
                "--seconds 5 --rooms 1 --private 1 --rate 30 --presence-within 110 --report " + report);

        assertThat(status).as(printed()).isZero();
        assertThat(printed()).contains("All promises held.");
        JsonObject json = new JsonObject(Files.readString(report));
        assertThat(json.getBoolean("held")).isTrue();
        assertThat(json.getJsonObject("counts").getLong("refusedStrangers")).isPositive();
        assertThat(json.getJsonArray("readers")).hasSize(12);
        assertThat(json.getJsonArray("notJudged")).isEmpty();
        assertThat(json.getJsonObject("counts").getLong("removals")).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"DROPS, I4", "REPEATS, I4", "ALTERS, I5"})
    void aDoorThatBreaksAPromiseIsBlamed(Fault.Kind fault, String promise) throws Exception {
        Path report = folder.resolve(fault + ".json");
        int status;
        try (BreakingProxy proxy = new BreakingProxy(parley.tcpPort(), fault.begin())) {
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

    /** They talk until it has happened. */
    @ParameterizedTest
    @CsvSource({
        "REORDERS, I4, --private 0 --settle 120",
        "SAYS_ANOTHER_EPOCH, I3, --private 0 --settle 120",
        "ACKNOWLEDGES_AND_FORGETS, I1, --private 0 --settle 120",
        "ANSWERS_AS_NEW, I2, --private 0 --settle 120",
        "LEAKS, I6, --private 1 --settle 120",
        "HIDES_PRESENCE, I8, --private 0 --settle 5",
        "KEEPS_GHOSTS, I8, --private 0 --settle 5"
    })
    void aDoorThatBreaksAPromiseOnceIsBlamed(Fault.Kind fault, String promise, String options) throws Exception {
        try (BreakingProxy proxy = new BreakingProxy(parley.tcpPort(), fault.begin())) {
            List<String> arguments = new ArrayList<>(PATIENT);
            arguments.addAll(List.of("--gateway", parley.gateway(proxy.port())));
            arguments.addAll(List.of("--seconds 0 --rooms 1 --readers 2 --people guests --doors tcp,rest".split(" ")));
            arguments.addAll(List.of(options.split(" ")));
            Verification verification = new Verification(vertx, Arguments.parse(arguments));
            proxy.struck().onSuccess(done -> verification.stop());

            Outcome outcome = outcome(verification);

            assertThat(VerifyMain.status(outcome)).as(ReportText.of(outcome)).isEqualTo(VerifyMain.VIOLATED);
            assertThat(outcome.verdict().violations())
                    .as(ReportText.of(outcome))
                    .anyMatch(violation -> violation.promise().name().equals(promise));
        }
    }

    private static Outcome outcome(Verification verification) throws Exception {
        return verification.start().toCompletionStage().toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whatCouldNotBeJudgedDoesNotHold() throws Exception {
        Path tokens = folder.resolve("tokens");
        Files.write(tokens, List.of(guest(), guest(), guest(), guest()));

        int status = verify(
                parley.gateway(parley.tcpPort()),
                "--seconds 1 --rooms 1 --private 1 --readers 1 --doors tcp --people tokens:" + tokens);

        assertThat(status).as(printed()).isEqualTo(VerifyMain.NOT_JUDGED);
        assertThat(printed())
                .contains("not judged: whether who is removed from a room gets nothing more")
                .doesNotContain("All promises held.");
    }

    /** The token of somebody new. */
    private static String guest() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(parley.http() + "/api/v1/auth/guest"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"displayName\":\"somebody\"}"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return new JsonObject(answer).getString("access_token");
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
