-- What one transaction changed used to be one row and one index entry for each change: two of both for every message. Now its changes
-- lie side by side in a few rows, small enough to stay in their page.
ALTER TABLE feed RENAME TO feed_before;
ALTER INDEX feed_pkey RENAME TO feed_before_pkey;

CREATE TABLE feed (
    account_id int NOT NULL,
    position   bigint NOT NULL,
    part       smallint NOT NULL,
    kinds      text[] NOT NULL,
    chats      bigint[] NOT NULL,
    messages   bigint[] NOT NULL,
    details    text[] NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (account_id, position, part)
);

INSERT INTO feed (account_id, position, part, kinds, chats, messages, details, at)
SELECT account_id, position, part, array_agg(kind ORDER BY ordinal), array_agg(chat_id ORDER BY ordinal),
    array_agg(message_id ORDER BY ordinal), array_agg(detail::text ORDER BY ordinal), max(at)
FROM (SELECT feed_before.*, (ordinal - 1) / 32 AS part FROM feed_before) AS numbered
GROUP BY account_id, position, part;

DROP TABLE feed_before;
