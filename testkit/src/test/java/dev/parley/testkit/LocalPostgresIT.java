package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.platform.sql.DatabaseOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {
    @Nested
    class WhenStartedTwiceOnTheSameFolder {
        @Test
        void keepsItsDataAndItsPassword(@TempDir Path folder) throws SQLException {
            LocalPostgres first = LocalPostgres.start(folder);
            try {
                run(first.options(), "CREATE TABLE kept (n int)");
                run(first.options(), "INSERT INTO kept VALUES (42)");
            } finally {
                first.stop();
            }
            LocalPostgres second = LocalPostgres.start(folder);
            try {
                assertThat(second.password()).isEqualTo(first.password());
                assertThat(ask(second.options(), "SELECT n FROM kept")).isEqualTo("42");
            } finally {
                second.stop();
            }
        }
    }

    @Test
    void writesToTheDiskBeforeItSaysSo() throws SQLException {
        DatabaseOptions database = TestDatabase.postgres();

        assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(database, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        DatabaseOptions database = TestDatabase.postgres();

        assertThatThrownBy(() -> connect(database, "parley", "guess")).hasMessageContaining("password");
        assertThatThrownBy(() -> connect(database, "postgres", "")).hasMessageContaining("password");
    }

    @Test
    void givesEachCallerADatabaseOfItsOwnThatItsOwnerMayExtend() throws SQLException {
        DatabaseOptions one = TestDatabase.postgres();
        DatabaseOptions two = TestDatabase.postgres();

        run(one, "CREATE TABLE mine (n int)");
        run(one, "CREATE EXTENSION pg_trgm");

        assertThat(ask(two, "SELECT to_regclass('mine') IS NULL")).isEqualTo("t");
    }

    private static Connection connect(DatabaseOptions database, String user, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:" + database.url(), user, password);
    }

    private static void run(DatabaseOptions database, String sql) throws SQLException {
        try (Connection connection = connect(database, database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(DatabaseOptions database, String sql) throws SQLException {
        try (Connection connection = connect(database, database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
