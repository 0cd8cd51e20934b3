-- Valid on SQLite and PostgreSQL. How far a room's log was delivered to a person.

CREATE TABLE chat_markers (
    user_id   TEXT    NOT NULL,
    room_id   TEXT    NOT NULL,
    -- the durable name; empty for the person's own marker
    name      TEXT    NOT NULL,
    epoch     TEXT    NOT NULL,
    seq       BIGINT  NOT NULL,
    -- days since 1970: what is not used for long is forgotten, and the index is not written with each move
    used_day  BIGINT  NOT NULL,
    PRIMARY KEY (user_id, room_id, name)
);

CREATE INDEX chat_markers_used ON chat_markers (used_day);
