-- Valid on SQLite and PostgreSQL. In chat_members, a person with the role BANNED is no member but kept out.

ALTER TABLE chat_rooms ADD COLUMN bans BIGINT NOT NULL DEFAULT 0;

-- A room has few owners and may have very many members.
CREATE INDEX chat_members_owners ON chat_members (room_id) WHERE role = 'OWNER';
