-- What CRMs by API have uploaded, each under its integration and by the ids of its own. Whoever numbers a change holds
-- the integration's row until he commits, so the order of numbers is the order of commits.
CREATE TABLE api_crm_counter (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    change_seq     bigint NOT NULL,
    PRIMARY KEY (account_id, integration_id)
);

-- Whoever has left stays, so that his name can be told.
CREATE TABLE api_crm_employee (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    id             text NOT NULL,
    name           text NOT NULL,
    phone          text,
    active         boolean NOT NULL,
    PRIMARY KEY (account_id, integration_id, id)
);

CREATE UNIQUE INDEX api_crm_employee_phone ON api_crm_employee (account_id, integration_id, phone)
    WHERE phone IS NOT NULL AND active;

-- They come and go together.
CREATE TABLE api_crm_pipelines (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    document       jsonb NOT NULL,
    PRIMARY KEY (account_id, integration_id)
);

-- identities as the CRM spells them (R53); learned: addresses from which the client has written, which it does not know.
CREATE TABLE api_crm_contact (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    id             text NOT NULL,
    name           text NOT NULL,
    responsible    text,
    uri            text,
    identities     jsonb NOT NULL,
    learned        jsonb NOT NULL DEFAULT '[]',
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, integration_id, id)
);

-- By what contacts are found. A key may outlive what it was made of: what is found is compared.
CREATE TABLE api_crm_contact_key (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    key            text NOT NULL,
    contact_id     text NOT NULL,
    PRIMARY KEY (account_id, integration_id, key, contact_id)
);

CREATE TABLE api_crm_deal (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    id             text NOT NULL,
    name           text NOT NULL,
    responsible    text NOT NULL,
    uri            text,
    contacts       text[] NOT NULL,
    created_at     timestamptz NOT NULL,
    closed_at      timestamptz,
    PRIMARY KEY (account_id, integration_id, id)
);

-- The deals of a contact, also of one that is not uploaded yet. A row may be old: the deal itself tells.
CREATE TABLE api_crm_deal_contact (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    contact_id     text NOT NULL,
    deal_id        text NOT NULL,
    PRIMARY KEY (account_id, integration_id, contact_id, deal_id)
);

-- One row per transaction: what it has changed.
CREATE TABLE api_crm_change (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    seq            bigint NOT NULL,
    contacts       text[] NOT NULL,
    deals          text[] NOT NULL,
    catalogue      boolean NOT NULL,
    at             timestamptz NOT NULL,
    PRIMARY KEY (account_id, integration_id, seq)
);

-- What the CRM was asked to create. state: ASKING while its answer is awaited, FAILED when it is known to have done
-- nothing, ACCEPTED when the record is to come by itself, DONE once it is there.
CREATE TABLE api_crm_request (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    key            text NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('CONTACT', 'DEAL')),
    state          text NOT NULL CHECK (state IN ('ASKING', 'FAILED', 'ACCEPTED', 'DONE')),
    webhook_id     text NOT NULL,
    entity_id      text,
    attempts       int NOT NULL,
    first_at       timestamptz NOT NULL,
    last_at        timestamptz NOT NULL,
    PRIMARY KEY (account_id, integration_id, key)
);

CREATE INDEX api_crm_request_entity ON api_crm_request (account_id, integration_id, kind, entity_id)
    WHERE entity_id IS NOT NULL;
CREATE INDEX api_crm_request_open ON api_crm_request (account_id, integration_id) WHERE state IN ('ASKING', 'ACCEPTED');
