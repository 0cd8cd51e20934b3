-- Times are milliseconds since 1970-01-01T00:00Z. Valid on PostgreSQL and SQLite.

ALTER TABLE auth_account ADD COLUMN roles TEXT NOT NULL DEFAULT ''; -- beside the kind's: admin, moderator, with commas
ALTER TABLE auth_account ADD COLUMN disabled_at BIGINT;
ALTER TABLE auth_account ADD COLUMN era BIGINT NOT NULL DEFAULT 0; -- how often all that it had gained was taken
ALTER TABLE auth_account ADD COLUMN taken_at BIGINT NOT NULL DEFAULT 0; -- when that was the last time

CREATE INDEX auth_account_staff ON auth_account (id) WHERE roles <> '';

-- One row. Who takes a number holds it until the commit, so numbers are in the order of the commits.
CREATE TABLE auth_revocation_head (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    number   BIGINT  NOT NULL
);

INSERT INTO auth_revocation_head (only_row, number) VALUES (1, 0);

CREATE TABLE auth_revocation (
    number      BIGINT NOT NULL PRIMARY KEY,
    user_id     TEXT   NOT NULL, -- of an account that may be gone
    login_id    TEXT,
    spared_id   TEXT,
    token_id    TEXT,
    era         BIGINT NOT NULL,
    until_at    BIGINT NOT NULL
);

CREATE INDEX auth_revocation_until ON auth_revocation (until_at);

-- Names and ids of erased accounts: nobody is to pass for somebody who was here, or to come back as it by a token of
-- another issuer.
CREATE TABLE auth_retired_name (
    name_hash  TEXT   NOT NULL PRIMARY KEY, -- SHA-256, hexadecimal; of an id, too
    retired_at BIGINT NOT NULL
);

CREATE TABLE auth_audit (
    id          TEXT   NOT NULL PRIMARY KEY,
    happened_at BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    by_id       TEXT,
    user_id     TEXT,
    address     TEXT,
    detail      TEXT   NOT NULL
);

CREATE INDEX auth_audit_time ON auth_audit (happened_at, id);
CREATE INDEX auth_audit_user ON auth_audit (user_id, happened_at, id);
CREATE INDEX auth_audit_by ON auth_audit (by_id, happened_at, id);
