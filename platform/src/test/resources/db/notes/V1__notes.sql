-- For DatabaseTest. Valid on SQLite and PostgreSQL.
CREATE TABLE notes (
    id    TEXT NOT NULL PRIMARY KEY,
    text  TEXT NOT NULL UNIQUE
);
