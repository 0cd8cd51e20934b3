package dev.parley.testkit;

import dev.parley.platform.sql.DatabaseOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/**
 * A real PostgreSQL on 127.0.0.1, from the binaries of io.zonky, as strict as one that keeps data: {@code fsync} on, and a
 * password (SCRAM) asked of everyone who connects. Its owner and its database are both named {@code parley}.
 *
 * <p>The server is a process of its own and survives this JVM unless {@link #stop()} is called. Works for root, where
 * {@code unshare} is allowed. Not for use by several threads.
 */
public final class LocalPostgres {
    private static final String OWNER = "parley";
    private static final String SUPERUSER = "postgres";
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final int PASSWORD_BYTES = 24;

    /** As strict as one that keeps data. */
    static final Map<String, String> SETTINGS = Map.of(
            "unix_socket_directories", "",
            "password_encryption", "scram-sha-256",
            "fsync", "on",
            "full_page_writes", "on",
            "synchronous_commit", "on",
            "max_connections", "200");

    private static final int POOL_SIZE = 4;
    private static final int MAX_WAITING = 1000;

    private final EmbeddedPostgres server;
    private final Path data;
    private final String password;

    private LocalPostgres(EmbeddedPostgres server, Path data, String password) {
        this.server = server;
        this.data = data;
        this.password = password;
    }

    /** Starts on any free port. See {@link #start(Path, int)}. */
    public static LocalPostgres start(Path folder) {
        return start(folder, Ports.free());
    }

    /**
     * Starts the server whose data are in {@code folder/data}; makes them first where there are none. The password is in
     * {@code folder/password} (made when absent, readable by its owner only), the log in {@code folder/postgres.log}.
     *
     * @throws UncheckedIOException when it does not start within a minute
     */
    public static LocalPostgres start(Path folder, int port) {
        try {
            Files.createDirectories(folder);
            String password = password(folder.resolve("password"));
            Path data = folder.resolve("data");
            Redirect log = Redirect.appendTo(folder.resolve("postgres.log").toFile());
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(START_WITHIN)
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setConnectConfig("password", password)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("listen_addresses", "127.0.0.1");
            SETTINGS.forEach(builder::setServerConfig);
            EmbeddedPostgres server = builder.start();
            LocalPostgres postgres = new LocalPostgres(server, data, password);
            postgres.lock();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return server.getPort();
    }

    /** The password of the users {@code parley} and {@code postgres}. */
    public String password() {
        return password;
    }

    /** The process id of the server. */
    public long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program that the server runs. */
    public Path program() {
        return ProcessHandle.of(pid())
                .flatMap(server -> server.info().command())
                .map(Path::of)
                .orElseThrow(() -> new IllegalStateException("PostgreSQL has ended"));
    }

    /** {@code postgresql://127.0.0.1:port/parley}. */
    public String url() {
        return url(OWNER);
    }

    /** How a service reaches the database {@code parley}. */
    public DatabaseOptions options() {
        return options(OWNER);
    }

    /** Makes an empty database of that name (a plain identifier), owned by {@code parley}. */
    public DatabaseOptions createDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("not a plain name: " + name);
        }
        asSuperuser("CREATE DATABASE " + name + " OWNER " + OWNER);
        return options(name);
    }

    /** Ends the server in order; clients are cut off. Does nothing the second time. */
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DatabaseOptions options(String database) {
        return new DatabaseOptions(url(database), OWNER, password, POOL_SIZE, MAX_WAITING);
    }

    private String url(String database) {
        return "postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /**
     * initdb, as zonky runs it, lets any local user in as superuser. That lasts, on data that hold nothing yet, until this
     * has set the passwords; a start that died half-way is taken up again.
     */
    private void lock() throws IOException {
        Path rules = data.resolve("pg_hba.conf");
        if (!Files.readString(rules).contains("trust")) {
            return;
        }
        asSuperuser("ALTER ROLE " + SUPERUSER + " PASSWORD '" + password + "'");
        if (!exists("SELECT 1 FROM pg_roles WHERE rolname = '" + OWNER + "'")) {
            asSuperuser("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + password + "'");
        }
        if (!exists("SELECT 1 FROM pg_database WHERE datname = '" + OWNER + "'")) {
            createDatabase(OWNER);
        }
        Files.writeString(rules, "host all all 127.0.0.1/32 scram-sha-256\n");
        asSuperuser("SELECT pg_reload_conf()");
    }

    private void asSuperuser(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused what its set-up needs", e);
        }
    }

    private boolean exists(String query) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next();
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused what its set-up needs", e);
        }
    }

    private static String password(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random), StandardCharsets.US_ASCII);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }
}
