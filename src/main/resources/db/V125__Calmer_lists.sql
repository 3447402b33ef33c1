-- A chat is written with every message. It used to move in each index of the lists then, and in all others with it. Their order is
-- kept in steps of ten seconds now, and sorted out within a step when a list is read: a chat in which much is said stays where it is,
-- in all indexes (a heap-only update), for which its page needs some room.
ALTER TABLE chat
    ADD COLUMN waits boolean NOT NULL GENERATED ALWAYS AS (unanswered > 0) STORED,
    ADD COLUMN last_about timestamptz NOT NULL
        GENERATED ALWAYS AS (date_bin('10 seconds', last_at, TIMESTAMPTZ '2000-01-01 00:00:00+00')) STORED,
    SET (fillfactor = 70);

DROP INDEX chat_channel, chat_own, chat_shared, chat_nobodys;

CREATE INDEX chat_channel ON chat (account_id, channel_id, waits DESC, last_about DESC);
CREATE INDEX chat_own ON chat (account_id, (responsible[1]), waits DESC, last_about DESC)
    WHERE cardinality(responsible) = 1;
CREATE INDEX chat_shared ON chat (account_id, waits DESC, last_about DESC)
    WHERE cardinality(responsible) > 1;
CREATE INDEX chat_nobodys ON chat (account_id, client, channel_id, waits DESC, last_about DESC)
    WHERE responsible = '{}';
