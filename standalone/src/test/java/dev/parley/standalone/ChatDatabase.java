package dev.parley.standalone;

import dev.parley.testkit.LocalPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The chat service's database, as an operator gets at it. Blocks. */
final class ChatDatabase implements AutoCloseable {
    private final Connection connection;

    private ChatDatabase(Connection connection) {
        this.connection = connection;
    }

    /** The SQLite file of a Parley that does not run: one that does has it for itself. */
    static ChatDatabase ofFile(Path dataFolder) throws SQLException {
        return new ChatDatabase(DriverManager.getConnection("jdbc:sqlite:" + dataFolder.resolve("chat.db")));
    }

    static ChatDatabase of(LocalPostgres server) throws SQLException {
        return new ChatDatabase(DriverManager.getConnection("jdbc:" + server.url(), "parley", server.password()));
    }

    /** Runs one statement. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
