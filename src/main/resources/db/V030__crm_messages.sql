-- The CRM's own ids of messages that programs have sent, and when each was accepted: for a minute the same one is not
-- sent again.
CREATE TABLE crm_message (
    account_id  int NOT NULL,
    id          text NOT NULL,
    accepted_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
) WITH (fillfactor = 80);

CREATE INDEX crm_message_accepted ON crm_message USING brin (accepted_at);
