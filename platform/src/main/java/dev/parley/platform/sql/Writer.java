package dev.parley.platform.sql;

import io.vertx.core.Future;
import java.util.List;

/** {@link Database#write} on one kind of database. */
interface Writer {
    Future<Integer> write(List<Change> changes);

    Future<Void> close();
}
