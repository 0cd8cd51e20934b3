-- Times are milliseconds since 1970-01-01T00:00Z. Valid on PostgreSQL and SQLite.

CREATE TABLE auth_account (
    id            TEXT   NOT NULL PRIMARY KEY,
    username      TEXT   NOT NULL UNIQUE,
    display_name  TEXT   NOT NULL,
    kind          TEXT   NOT NULL CHECK (kind IN ('person', 'guest')),
    password_hash TEXT, -- PHC string; a guest has none
    created_at    BIGINT NOT NULL
);

CREATE INDEX auth_account_guests ON auth_account (created_at) WHERE kind = 'guest';

CREATE TABLE auth_login (
    id         TEXT   NOT NULL PRIMARY KEY,
    user_id    TEXT   NOT NULL REFERENCES auth_account (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE INDEX auth_login_of_user ON auth_login (user_id);
CREATE INDEX auth_login_expiry ON auth_login (expires_at);
CREATE INDEX auth_login_revoked ON auth_login (revoked_at) WHERE revoked_at IS NOT NULL;

-- Spent tokens stay until they expire: that is how the reuse of one is known.
CREATE TABLE auth_refresh (
    token_hash TEXT   NOT NULL PRIMARY KEY, -- SHA-256, hexadecimal
    login_id   TEXT   NOT NULL REFERENCES auth_login (id) ON DELETE CASCADE,
    expires_at BIGINT NOT NULL,
    spent_at   BIGINT
);

CREATE INDEX auth_refresh_of_login ON auth_refresh (login_id);
CREATE INDEX auth_refresh_expiry ON auth_refresh (expires_at);

CREATE TABLE auth_signing_key (
    generation  BIGINT NOT NULL PRIMARY KEY,
    key_id      TEXT   NOT NULL UNIQUE,
    private_jwk TEXT   NOT NULL,
    created_at  BIGINT NOT NULL
);
