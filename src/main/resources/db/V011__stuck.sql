-- What ended without success is looked for by people, among millions of jobs that did well.
CREATE INDEX job_stuck ON job (account_id, id) WHERE state IN ('dead', 'unknown');
CREATE INDEX work_aside ON work (account_id, id) WHERE error IS NOT NULL;
