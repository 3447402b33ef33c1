-- Records of which a CRM has told by its hooks, until they are looked at: each once, however often it is told of.
CREATE TABLE crm_hint (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    kind           text NOT NULL,
    record         text NOT NULL,
    contacts       jsonb NOT NULL,
    heard          bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (account_id, integration_id, kind, record)
);

CREATE INDEX crm_hint_heard ON crm_hint (account_id, integration_id, heard);
