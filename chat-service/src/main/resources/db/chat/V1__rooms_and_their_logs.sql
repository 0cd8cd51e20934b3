-- Valid on SQLite and PostgreSQL. Times are milliseconds since 1970, UTC.

CREATE TABLE chat_rooms (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    visibility  TEXT    NOT NULL,
    topic       TEXT    NOT NULL,
    epoch       TEXT    NOT NULL,
    head        BIGINT  NOT NULL,
    members     BIGINT  NOT NULL,
    created_at  BIGINT  NOT NULL,
    -- id and name in lower case, for the directory's search
    search      TEXT    NOT NULL
);

CREATE TABLE chat_members (
    room_id     TEXT    NOT NULL,
    user_id     TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    joined_seq  BIGINT  NOT NULL,
    PRIMARY KEY (room_id, user_id)
);

CREATE INDEX chat_members_of_user ON chat_members (user_id);

-- The two unique keys are what makes a log 1..head, with each message once (I2, I3): nothing else is relied on.
CREATE TABLE chat_events (
    room_id            TEXT    NOT NULL,
    epoch              TEXT    NOT NULL,
    seq                BIGINT  NOT NULL,
    id                 TEXT    NOT NULL,
    type               TEXT    NOT NULL,
    author_id          TEXT    NOT NULL,
    client_message_id  TEXT,
    sent_at            BIGINT  NOT NULL,
    body               TEXT    NOT NULL,
    PRIMARY KEY (room_id, epoch, seq),
    UNIQUE (room_id, author_id, client_message_id)
);

-- What was put in once when the installation was fresh, and is never put in again.
CREATE TABLE chat_seeds (
    name        TEXT    NOT NULL PRIMARY KEY,
    seeded_at   BIGINT  NOT NULL
);
