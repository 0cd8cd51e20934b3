package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresProcessIT {
    private final int port = Ports.free();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void keepsWhatWasCommittedThroughAKillAndAStop() throws SQLException, IOException {
        try (PostgresProcess postgres = start()) {
            run("CREATE TABLE kept (n int)");
            run("INSERT INTO kept VALUES (42)");

            postgres.kill();
            assertThat(postgres.isReady()).isFalse();
            postgres.restart();
            run("INSERT INTO kept VALUES (43)");
            postgres.stop();
            assertThat(postgres.isReady()).isFalse();
            postgres.restart();

            assertThat(ask("SELECT sum(n) FROM kept")).isEqualTo("85");
        }
    }

    @Test
    void answersNobodyWhilePaused() {
        try (PostgresProcess postgres = start()) {
            postgres.pause();
            assertThat(postgres.isReady()).isFalse();

            postgres.resume();
            postgres.restart();

            assertThat(postgres.isReady()).isTrue();
        }
    }

    @Test
    void runsWithTheSettingsThatItWasGivenAndIsAsStrictAsEver() throws SQLException, IOException {
        try (PostgresProcess postgres = start()) {
            assertThat(postgres.isReady()).isTrue();
            assertThat(ask("SHOW max_wal_size")).isEqualTo("64MB");
            assertThat(ask("SHOW fsync")).isEqualTo("on");
        }
    }

    private PostgresProcess start() {
        return PostgresProcess.start(folder, Place.LOOPBACK, port, Map.of("max_wal_size", "64MB"));
    }

    private void run(String sql) throws SQLException, IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String sql) throws SQLException, IOException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private Connection connect() throws SQLException, IOException {
        String password = Files.readString(folder.resolve("password")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/parley", "parley", password);
    }
}
