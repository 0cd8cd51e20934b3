package dev.parley.platform.sql;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a service's data is.
 *
 * @param url {@code postgresql://host:port,host:port/name}, one host or several of which one may be written to, or
 *     {@code sqlite:path}
 * @param poolSize connections (of SQLite: readers; it has one writer)
 * @param maxWaiting requests that may wait for a connection; more are refused
 * @param patience what is waited for, and how long
 */
public record DatabaseOptions(
        String url, String user, String password, int poolSize, int maxWaiting, Patience patience) {
    private static final String SQLITE = "sqlite:";
    private static final String POSTGRES = "postgresql://";
    private static final int POSTGRES_PORT = 5432;

    /**
     * Every wait for a database has an end.
     *
     * @param connect a host of PostgreSQL, from the first packet to being let in
     * @param turn a request, for a connection; of SQLite: a writer, for the lock
     * @param answer a statement of PostgreSQL; a connection that is held longer, and a little, is cut
     */
    public record Patience(Duration connect, Duration turn, Duration answer) {
        /** What is used where nothing is set. Each is less than a gateway waits, so that it mostly hears the reason. */
        public static final Patience DEFAULT =
                new Patience(Duration.ofMillis(1500), Duration.ofSeconds(3), Duration.ofSeconds(4));

        static Patience of(Settings settings) {
            return new Patience(
                    millis(settings, "PARLEY_DATABASE_CONNECT_MILLIS", DEFAULT.connect),
                    millis(settings, "PARLEY_DATABASE_WAIT_MILLIS", DEFAULT.turn),
                    millis(settings, "PARLEY_DATABASE_ANSWER_MILLIS", DEFAULT.answer));
        }

        private static Duration millis(Settings settings, String key, Duration otherwise) {
            return Duration.ofMillis(settings.number(key, (int) otherwise.toMillis(), 100, 60_000));
        }
    }

    /** A server of PostgreSQL. */
    record Host(String name, int port) {}

    public DatabaseOptions {
        if (!url.startsWith(SQLITE) && !isPostgres(url)) {
            throw new ConfigException(
                    "PARLEY_DATABASE_URL", "must be postgresql://host:port,host:port/name or sqlite:path");
        }
    }

    /** With the usual patience. */
    public DatabaseOptions(String url, String user, String password, int poolSize, int maxWaiting) {
        this(url, user, password, poolSize, maxWaiting, Patience.DEFAULT);
    }

    /**
     * Reads {@code PARLEY_DATABASE_*}; without a URL, a SQLite file of this name in {@code PARLEY_DATA_DIR}, which only
     * the single process has a default for: a process of a cluster must not fall back to a file of its own.
     *
     * @param name of the file, without its ending
     */
    public static DatabaseOptions of(Settings settings, String name) {
        String url = settings.optional("PARLEY_DATABASE_URL")
                .or(() -> settings.optional("PARLEY_DATA_DIR").map(folder -> SQLITE + folder + "/" + name + ".db"))
                .orElseThrow(() -> new ConfigException("PARLEY_DATABASE_URL", "is required"));
        return new DatabaseOptions(
                url,
                settings.text("PARLEY_DATABASE_USER", "parley"),
                settings.secret("PARLEY_DATABASE_PASSWORD").orElse(""),
                settings.number("PARLEY_DATABASE_POOL_SIZE", 8, 1, 500),
                settings.number("PARLEY_DATABASE_WAITING", 1000, 1, 100_000),
                Patience.of(settings));
    }

    /** The same database, waited for otherwise. */
    public DatabaseOptions with(Patience other) {
        return new DatabaseOptions(url, user, password, poolSize, maxWaiting, other);
    }

    /** The same database, reached at other hosts of PostgreSQL. */
    public DatabaseOptions at(String hosts) {
        return new DatabaseOptions(POSTGRES + hosts + "/" + database(), user, password, poolSize, maxWaiting, patience);
    }

    boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    String sqliteFile() {
        return url.substring(SQLITE.length());
    }

    /** In the order in which they are tried. */
    List<Host> hosts() {
        String authority = url.substring(POSTGRES.length(), url.indexOf('/', POSTGRES.length()));
        return Stream.of(authority.split(",")).map(DatabaseOptions::host).toList();
    }

    private static Host host(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        String name = hasPort ? text.substring(0, colon) : text;
        return new Host(
                name.replaceAll("[\\[\\]]", ""), hasPort ? Integer.parseInt(text.substring(colon + 1)) : POSTGRES_PORT);
    }

    String database() {
        return url.substring(url.indexOf('/', POSTGRES.length()) + 1);
    }

    private static boolean isPostgres(String url) {
        String host = "([\\w.-]+|\\[[0-9a-fA-F:.]+\\])(:\\d{1,5})?";
        return url.matches(POSTGRES + host + "(," + host + ")*/[^/?]+");
    }

    @Override
    public String toString() {
        return "DatabaseOptions[" + url + "]";
    }
}
