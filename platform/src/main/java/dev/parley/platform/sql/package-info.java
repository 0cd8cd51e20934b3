/** One way to SQLite and PostgreSQL: pools, migrations, transactions. */
@NullMarked
package dev.parley.platform.sql;

import org.jspecify.annotations.NullMarked;
