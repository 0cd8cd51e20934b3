/** The stores on SQLite and PostgreSQL, one set of queries. The only package that knows SQL. */
@NullMarked
package dev.parley.auth.store.sql;

import org.jspecify.annotations.NullMarked;
