-- Who is looked for by a complete number or by his name in a messenger is found by one short walk.
DROP INDEX chat_phone;
CREATE INDEX chat_phone ON chat (account_id, phone text_pattern_ops) WHERE phone IS NOT NULL;
CREATE INDEX chat_username ON chat (account_id, lower(username)) WHERE username IS NOT NULL;
