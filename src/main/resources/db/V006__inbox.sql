-- Whose notifications of which chat are switched off.
CREATE TABLE mute (
    account_id int NOT NULL,
    chat_id    bigint NOT NULL,
    employee   text NOT NULL,
    PRIMARY KEY (account_id, chat_id, employee)
);

-- What the CRM said of a contact when it was asked last: shown while it does not answer.
CREATE TABLE contact_card (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    contact_id     text NOT NULL,
    document       jsonb NOT NULL,
    as_of          timestamptz NOT NULL,
    PRIMARY KEY (account_id, integration_id, contact_id)
);
