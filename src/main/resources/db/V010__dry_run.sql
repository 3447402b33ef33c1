-- A dry run looks at the decisions of some days (R82).
CREATE INDEX decision_at ON decision (account_id, at, id);

-- When somebody saved the settings for the first time: the window that offers a test opens once (R62).
ALTER TABLE integration ADD COLUMN first_saved_at timestamptz;
