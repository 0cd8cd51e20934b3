package dev.parley.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server of a {@link LocalPostgres}, for tests that harm it: a child of this JVM, at any {@link Place}, which can be
 * killed, paused, ended and started again on the same data. Blocks; not for use by several threads.
 */
public final class PostgresProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
    private static final String PROBE_SECONDS = "5";

    private final Path folder;
    private final Path program;
    private final Place place;
    private final int port;
    private final Map<String, String> settings;
    private Process server;

    private PostgresProcess(Path folder, Path program, Place place, int port, Map<String, String> settings) {
        this.folder = folder;
        this.program = program;
        this.place = place;
        this.port = port;
        this.settings = settings;
        this.server = launch();
    }

    /**
     * Makes the data of a {@link LocalPostgres} in that folder where there are none, then starts its server.
     *
     * @param place who connects needs an address of the same network as the place's
     * @param settings further ones of the server, by their names
     * @throws AssertionError when it does not take connections within two minutes
     */
    public static PostgresProcess start(Path folder, Place place, int port, Map<String, String> settings) {
        LocalPostgres made = LocalPostgres.start(folder);
        Path program = made.program();
        made.stop();
        PostgresProcess postgres = new PostgresProcess(folder, program, place, port, settings);
        try {
            postgres.awaitReady();
            return postgres;
        } catch (AssertionError e) {
            postgres.close();
            throw e;
        }
    }

    /** Kills the server (SIGKILL); its children leave when they find out. */
    public void kill() {
        server.destroyForcibly();
        await();
    }

    /** Ends it as fast as goes in order (SIGINT): clients are cut off. Does nothing where it has ended. */
    public void stop() {
        if (server.isAlive()) {
            Signals.send(server.pid(), "INT");
        }
        await();
    }

    /** Stops all of its processes where they are (SIGSTOP), until {@link #resume()}. */
    public void pause() {
        signalAll("STOP");
    }

    /** Lets all of its processes go on (SIGCONT). */
    public void resume() {
        signalAll("CONT");
    }

    /** Starts it where it has ended, and waits until it takes connections. */
    public void restart() {
        if (!server.isAlive()) {
            server = launch();
        }
        awaitReady();
    }

    /** Whether a query gets its answer now. */
    public boolean isReady() {
        Properties login = new Properties();
        login.setProperty("user", "parley");
        login.setProperty("password", password());
        login.setProperty("loginTimeout", PROBE_SECONDS);
        login.setProperty("connectTimeout", PROBE_SECONDS);
        login.setProperty("socketTimeout", PROBE_SECONDS);
        String url = "jdbc:postgresql://" + place.address() + ":" + port + "/parley";
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    /** Ends it, also where it is paused. */
    @Override
    public void close() {
        resume();
        stop();
    }

    /** The children of a killed server hold its memory for a moment, and a start in that moment ends at once: try again. */
    private void awaitReady() {
        Eventually.within(READY_WITHIN, () -> {
            if (!server.isAlive()) {
                server = launch();
            }
            if (!isReady()) {
                throw new AssertionError("PostgreSQL does not answer: see " + log());
            }
        });
    }

    private Process launch() {
        List<String> command = new ArrayList<>(place.through());
        if (new File("/usr/bin/setsid").canExecute()) {
            command.add("/usr/bin/setsid"); // Ctrl-C in the terminal is not meant for it
        }
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "--user")); // it refuses to run as root
        }
        command.addAll(List.of(program.toString(), "-D", folder.resolve("data").toString()));
        Path rules = folder.resolve("pg_hba.conf");
        command.addAll(List.of("-p", Integer.toString(port), "-c", "hba_file=" + rules));
        command.addAll(List.of("-c", "listen_addresses=" + place.address()));
        LocalPostgres.SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        try {
            Files.writeString(rules, "host all all samenet scram-sha-256\n", StandardCharsets.US_ASCII);
            return new ProcessBuilder(command)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signalAll(String signal) {
        if (!server.isAlive()) {
            return; // its number may be another's by now
        }
        Signals.send(server.pid(), signal); // first, so that it makes no further ones
        server.descendants().forEach(child -> Signals.send(child.pid(), signal));
    }

    private Path log() {
        return folder.resolve("postgres.log");
    }

    private String password() {
        try {
            return Files.readString(folder.resolve("password"), StandardCharsets.US_ASCII)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await() {
        try {
            server.onExit().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            server.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
