-- Names are given to a message by one side only: an index entry for the other side's absent one costs a write per message.
ALTER TABLE message DROP CONSTRAINT message_account_id_channel_id_external_id_key;
ALTER TABLE message DROP CONSTRAINT message_account_id_cid_key;
CREATE UNIQUE INDEX message_external ON message (account_id, channel_id, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX message_cid ON message (account_id, cid) WHERE cid IS NOT NULL;

-- One index finds a chat by its channel and a client's other chats; every message of his writes one entry less.
ALTER TABLE chat DROP CONSTRAINT chat_account_id_channel_id_address_key;
DROP INDEX chat_address;
CREATE UNIQUE INDEX chat_address ON chat (account_id, address, channel_id);
