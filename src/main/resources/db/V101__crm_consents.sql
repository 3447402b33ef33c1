-- The CRM's own id of the account that was connected: the ids of contacts, deals and employees hold within it.
-- Empty for CRMs of which there is one.
ALTER TABLE integration ADD COLUMN identity text NOT NULL DEFAULT '';

-- Administrators who were sent to a CRM to let Parley in, and have not come back yet.
CREATE TABLE crm_consent (
    account_id int NOT NULL REFERENCES account,
    -- SHA-256 of what goes to the CRM and comes back.
    state      bytea NOT NULL,
    login      bigint NOT NULL,
    crm        text NOT NULL,
    -- Whose form it is; absent while nothing is connected.
    integration_id bigint,
    fields     text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, state)
);
