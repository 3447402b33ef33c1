-- The CRM has changed while the decision was being carried out: afterwards it is asked once more.
ALTER TABLE decision ADD COLUMN overtaken boolean NOT NULL DEFAULT false;
