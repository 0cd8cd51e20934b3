-- Valid on SQLite and PostgreSQL. In chat_members, a person with the role ERASED is none, but is being erased.

-- Events by which somebody's standing in a room changed or ended. By them what names a person is found when the person is
-- erased, without reading logs; and the rooms of who is no member any more.
CREATE TABLE chat_about (
    user_id  TEXT    NOT NULL,
    room_id  TEXT    NOT NULL,
    epoch    TEXT    NOT NULL,
    seq      BIGINT  NOT NULL,
    PRIMARY KEY (user_id, room_id, epoch, seq)
);

INSERT INTO chat_about (user_id, room_id, epoch, seq)
SELECT author_id, room_id, epoch, seq FROM chat_events WHERE type = 'LEAVE';

INSERT INTO chat_about (user_id, room_id, epoch, seq)
SELECT body${json} ->> 'targetId', room_id, epoch, seq FROM chat_events
WHERE type IN ('INVITE', 'KICK', 'BAN', 'UNBAN', 'ROLE') AND body LIKE '%"targetId":%';
