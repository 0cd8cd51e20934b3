package dev.parley.platform.sql;

import io.vertx.core.Future;
import java.util.List;

/** {@link Database#write} on one kind of database. */
interface Writer {
    Future<Integer> write(List<Change> changes);

    /** Succeeds when the database answers and would take a write. */
    Future<Void> check();

    /** The database takes no writes through the connections that there are. */
    void readOnly();

    Future<Void> close();
}
