-- Written once, read soon and then deleted: to note which of their pages everybody may see costs a walk over them and a copy of each
-- page in the log, and helps nobody.
ALTER TABLE raw_event SET (autovacuum_vacuum_insert_threshold = -1);
ALTER TABLE feed SET (autovacuum_vacuum_insert_threshold = -1);
-- It used to be brought up to date on these walks.
ALTER INDEX raw_event_received SET (autosummarize = on);

-- Nobody asks for them by what is in these columns, so nobody need know how often what stands there.
ALTER TABLE raw_event ALTER COLUMN headers SET STATISTICS 0, ALTER COLUMN body SET STATISTICS 0;
ALTER TABLE feed
    ALTER COLUMN kinds SET STATISTICS 0,
    ALTER COLUMN chats SET STATISTICS 0,
    ALTER COLUMN messages SET STATISTICS 0,
    ALTER COLUMN details SET STATISTICS 0;
