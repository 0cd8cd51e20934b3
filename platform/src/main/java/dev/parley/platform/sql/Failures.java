package dev.parley.platform.sql;

import io.vertx.pgclient.PgException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the failures of two databases mean. */
final class Failures {
    /** A unique key is taken. */
    static final Failures UNIQUE = new Failures(
            "23505", Set.of(SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY));

    /** A value is missing where there has to be one. */
    static final Failures NULL = new Failures("23502", Set.of(SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL));

    /** The server takes no writes: a standby, or one that was a primary. */
    static final Failures READ_ONLY = new Failures("25006", Set.of(SQLiteErrorCode.SQLITE_READONLY));

    /** A full disk or a broken one: reading may go on, writing does not ("53" insufficient resources, "58" system). */
    static final Failures STORAGE =
            new Failures("5[38].*", Set.of(SQLiteErrorCode.SQLITE_FULL, SQLiteErrorCode.SQLITE_IOERR));

    /** Nobody is let in with this name and password, or to this database: trying again is of no use. */
    static final Failures DENIED = new Failures("28...|3D000", Set.of());

    private final Pattern sqlStates;
    private final Set<SQLiteErrorCode> sqliteCodes;

    private Failures(String sqlStates, Set<SQLiteErrorCode> sqliteCodes) {
        this.sqlStates = Pattern.compile(sqlStates);
        this.sqliteCodes = sqliteCodes;
    }

    boolean isCauseOf(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException pg
                    && pg.getSqlState() != null
                    && sqlStates.matcher(pg.getSqlState()).matches()) {
                return true;
            }
            if (cause instanceof SQLiteException sqlite && sqliteCodes.contains(sqlite.getResultCode())) {
                return true;
            }
        }
        return false;
    }
}
