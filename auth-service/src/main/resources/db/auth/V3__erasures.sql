-- Times are milliseconds since 1970-01-01T00:00Z. Valid on PostgreSQL and SQLite.

-- Erased users whose words are still due to be erased by the chat service.
CREATE TABLE auth_erasure (
    user_id   TEXT   NOT NULL PRIMARY KEY,
    erased_at BIGINT NOT NULL,
    due_at    BIGINT NOT NULL
);

CREATE INDEX auth_erasure_due ON auth_erasure (due_at);
