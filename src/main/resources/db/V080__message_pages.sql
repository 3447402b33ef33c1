-- What messages are searched by: the texts of many consecutive ones together. An index entry for each word of each
-- message was the most expensive part of storing it; together they share most of them. A message that is edited has a
-- page of its own besides (first_id = last_id).
DROP INDEX message_text;

CREATE TABLE message_page (
    account_id int NOT NULL,
    first_id   bigint NOT NULL,
    last_id    bigint NOT NULL,
    words      text NOT NULL,
    PRIMARY KEY (account_id, first_id, last_id)
);

-- How far the messages are on pages. What comes behind is few, and looked at one by one.
CREATE TABLE message_paging (
    account_id int PRIMARY KEY,
    upto       bigint NOT NULL
);

INSERT INTO message_page (account_id, first_id, last_id, words)
SELECT account_id, min(id), max(id), string_agg(text, E'\n' ORDER BY id)
FROM (
    SELECT account_id, id, text, (row_number() OVER (PARTITION BY account_id ORDER BY id) - 1) / 128 AS page
    FROM message
    WHERE text IS NOT NULL AND kind <> 'SYSTEM') AS said
GROUP BY account_id, page
HAVING count(*) = 128;

INSERT INTO message_paging (account_id, upto)
SELECT id, coalesce((SELECT max(last_id) FROM message_page WHERE account_id = account.id), 0)
FROM account;

CREATE INDEX message_page_words ON message_page USING gin (words gin_trgm_ops);
