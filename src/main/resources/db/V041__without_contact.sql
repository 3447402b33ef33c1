-- Whose client somebody is in Parley alone, because the CRM takes no new contacts: few, and looked for at every upload.
CREATE INDEX chat_without_contact ON chat (account_id) WHERE client = 'KNOWN' AND contact_id IS NULL AND NOT test;
