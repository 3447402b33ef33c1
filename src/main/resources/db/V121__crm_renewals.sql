-- Who is just renewing an access to a CRM whose tokens can be used once: of all processes one at a time. The claim ends by
-- itself when the process is killed.
CREATE TABLE crm_renewal (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    claim          uuid NOT NULL,
    ends_at        timestamptz NOT NULL,
    PRIMARY KEY (account_id, integration_id)
);
