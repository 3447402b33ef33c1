-- A window inside a CRM is asked for by a program with a key, or by a page of the CRM that is connected, which proves who
-- looks. Then it lives as long as that connection.
ALTER TABLE frame_browser
    ALTER COLUMN key_id DROP NOT NULL,
    ADD COLUMN integration_id bigint,
    ADD COLUMN connection int,
    ADD FOREIGN KEY (account_id, integration_id) REFERENCES integration,
    ADD CHECK ((key_id IS NULL) <> (integration_id IS NULL) AND (integration_id IS NULL) = (connection IS NULL));

ALTER TABLE frame
    ALTER COLUMN key_id DROP NOT NULL,
    ADD COLUMN integration_id bigint,
    ADD COLUMN connection int,
    ADD FOREIGN KEY (account_id, integration_id) REFERENCES integration,
    ADD CHECK ((key_id IS NULL) <> (integration_id IS NULL) AND (integration_id IS NULL) = (connection IS NULL));

-- Proofs by which somebody was let in, until nobody could be by them anyway: each serves once. Hashes only.
CREATE TABLE card_proof (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    proof          bytea NOT NULL,
    until          timestamptz NOT NULL,
    PRIMARY KEY (account_id, integration_id, proof),
    FOREIGN KEY (account_id, integration_id) REFERENCES integration
);
