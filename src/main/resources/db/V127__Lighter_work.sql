-- Work is only ever looked for shard by shard: its primary key does what took two indexes.
ALTER TABLE work DROP CONSTRAINT work_pkey;
DROP INDEX work_shard;
ALTER TABLE work ADD PRIMARY KEY (vshard, id);

-- They are written once, read soon and then deleted: to note which of their pages everybody may see costs a walk over them and a copy
-- of each page in the log, and helps nobody.
ALTER TABLE raw_event SET (autovacuum_vacuum_insert_threshold = -1);
ALTER TABLE feed SET (autovacuum_vacuum_insert_threshold = -1);
