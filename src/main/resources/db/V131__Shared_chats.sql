-- What several are responsible for is found by each of them: by the place at which he stands among them, since the index of
-- all shared chats led past everybody's. Few chats have more than three.
DROP INDEX chat_shared;
CREATE INDEX chat_shared_first ON chat (account_id, (responsible[1]), waits DESC, last_about DESC)
    WHERE cardinality(responsible) > 1;
CREATE INDEX chat_shared_second ON chat (account_id, (responsible[2]), waits DESC, last_about DESC)
    WHERE cardinality(responsible) > 1;
CREATE INDEX chat_shared_third ON chat (account_id, (responsible[3]), waits DESC, last_about DESC)
    WHERE cardinality(responsible) > 2;
CREATE INDEX chat_shared_others ON chat (account_id, waits DESC, last_about DESC)
    WHERE cardinality(responsible) > 3;
