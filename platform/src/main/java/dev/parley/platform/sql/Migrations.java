package dev.parley.platform.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Flyway, with one history table a service, so that services may share a PostgreSQL database. A text is read as JSON the
 * same way on both databases where <code>${json}</code> follows it. Blocks.
 */
final class Migrations {
    private static final int CONNECT_RETRIES = 30;

    private Migrations() {}

    static void run(DatabaseOptions options, String folder) {
        Flyway.configure()
                .dataSource(options.isSqlite() ? sqlite(options) : postgres(options))
                .locations("classpath:" + folder)
                .table("flyway_" + folder.substring(folder.lastIndexOf('/') + 1))
                .placeholders(Map.of("json", options.isSqlite() ? "" : "::json"))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .connectRetries(CONNECT_RETRIES)
                .load()
                .migrate();
    }

    private static DataSource sqlite(DatabaseOptions options) {
        try {
            Path parent = Path.of(options.sqliteFile()).toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SqlitePools.dataSource(options);
    }

    private static DataSource postgres(DatabaseOptions options) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(
                options.hosts().stream().map(DatabaseOptions.Host::name).toArray(String[]::new));
        source.setPortNumbers(
                options.hosts().stream().mapToInt(DatabaseOptions.Host::port).toArray());
        source.setTargetServerType("primary");
        int seconds = (int) Math.max(1, options.patience().connect().toSeconds());
        source.setConnectTimeout(seconds);
        source.setLoginTimeout(seconds);
        source.setTcpKeepAlive(true);
        source.setDatabaseName(options.database());
        source.setUser(options.user());
        source.setPassword(options.password());
        return source;
    }
}
