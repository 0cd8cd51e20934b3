/** The ports of the store on SQLite and PostgreSQL, with one set of queries. The only package that knows SQL. */
@NullMarked
package dev.parley.chat.store.sql;

import org.jspecify.annotations.NullMarked;
