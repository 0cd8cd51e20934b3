package dev.parley.platform.sql;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import java.net.URI;

/**
 * Where a service's data is.
 *
 * @param url {@code postgresql://host:port/name} or {@code sqlite:path}
 * @param poolSize connections (of SQLite: readers; it has one writer)
 * @param maxWaiting requests that may wait for a connection; more are refused
 */
public record DatabaseOptions(String url, String user, String password, int poolSize, int maxWaiting) {
    private static final String SQLITE = "sqlite:";

    public DatabaseOptions {
        if (!url.startsWith(SQLITE) && !url.startsWith("postgresql://")) {
            throw new ConfigException("PARLEY_DATABASE_URL", "must start with postgresql:// or sqlite:");
        }
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
                settings.number("PARLEY_DATABASE_WAITING", 1000, 1, 100_000));
    }

    boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    String sqliteFile() {
        return url.substring(SQLITE.length());
    }

    String host() {
        return URI.create(url).getHost();
    }

    int port() {
        int port = URI.create(url).getPort();
        return port < 0 ? 5432 : port;
    }

    String database() {
        return URI.create(url).getPath().substring(1);
    }

    @Override
    public String toString() {
        return "DatabaseOptions[" + url + "]";
    }
}
