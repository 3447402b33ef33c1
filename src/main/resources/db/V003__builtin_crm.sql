-- The built-in CRM. Whoever numbers a change holds the company's row until he commits, so the order of numbers is the
-- order of commits.
CREATE TABLE crm_counter (
    account_id int PRIMARY KEY,
    change_seq bigint NOT NULL
);

CREATE TABLE crm_employee (
    account_id int NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    name       text NOT NULL,
    email      text,
    admin      boolean NOT NULL DEFAULT false,
    active     boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);

CREATE UNIQUE INDEX crm_employee_email ON crm_employee (account_id, lower(email));

CREATE TABLE crm_pipeline (
    account_id int NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    name       text NOT NULL,
    sort       int NOT NULL,
    archived   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (account_id, id)
);

CREATE TABLE crm_stage (
    account_id  int NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    pipeline_id bigint NOT NULL,
    name        text NOT NULL,
    sort        int NOT NULL,
    colour      text,
    kind        text NOT NULL CHECK (kind IN ('UNSORTED', 'OPEN', 'WON', 'LOST')),
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, pipeline_id, id),
    FOREIGN KEY (account_id, pipeline_id) REFERENCES crm_pipeline
);

CREATE UNIQUE INDEX crm_stage_special ON crm_stage (account_id, pipeline_id, kind) WHERE kind <> 'OPEN';

-- phones are kept as they were typed (R53). A contact that was merged or deleted stays, so that old links can be told.
CREATE TABLE crm_contact (
    account_id     int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    version        bigint NOT NULL DEFAULT 1,
    name           text NOT NULL,
    responsible_id bigint,
    phones         text[] NOT NULL,
    email          text,
    origin_key     text,
    merged_into    bigint,
    deleted_at     timestamptz,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, origin_key),
    FOREIGN KEY (account_id, responsible_id) REFERENCES crm_employee
);

CREATE INDEX crm_contact_name ON crm_contact USING gin (name gin_trgm_ops);

-- The digits of each phone in every reading, with 8 taken for 7 and literally: the other spellings are found by them.
CREATE TABLE crm_contact_phone (
    account_id int NOT NULL,
    contact_id bigint NOT NULL,
    digits     text NOT NULL,
    PRIMARY KEY (account_id, digits, contact_id),
    FOREIGN KEY (account_id, contact_id) REFERENCES crm_contact
);

CREATE INDEX crm_contact_phone_contact ON crm_contact_phone (account_id, contact_id);
CREATE INDEX crm_contact_phone_digits ON crm_contact_phone USING gin (digits gin_trgm_ops);

CREATE TABLE crm_contact_address (
    account_id int NOT NULL,
    contact_id bigint NOT NULL,
    network    text NOT NULL,
    address    text NOT NULL,
    username   text,
    PRIMARY KEY (account_id, network, address, contact_id),
    FOREIGN KEY (account_id, contact_id) REFERENCES crm_contact
);

CREATE INDEX crm_contact_address_contact ON crm_contact_address (account_id, contact_id);
CREATE INDEX crm_contact_address_username ON crm_contact_address (account_id, network, lower(username));

CREATE TABLE crm_deal (
    account_id     int NOT NULL,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    version        bigint NOT NULL DEFAULT 1,
    name           text NOT NULL,
    pipeline_id    bigint NOT NULL,
    stage_id       bigint NOT NULL,
    responsible_id bigint,
    amount         numeric(16, 2),
    origin_key     text,
    accepted_at    timestamptz,
    closed_at      timestamptz,
    deleted_at     timestamptz,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, origin_key),
    FOREIGN KEY (account_id, pipeline_id, stage_id) REFERENCES crm_stage (account_id, pipeline_id, id),
    FOREIGN KEY (account_id, responsible_id) REFERENCES crm_employee
);

CREATE INDEX crm_deal_board ON crm_deal (account_id, pipeline_id, stage_id, id) WHERE deleted_at IS NULL;

-- The main contact has place 0.
CREATE TABLE crm_deal_contact (
    account_id int NOT NULL,
    deal_id    bigint NOT NULL,
    contact_id bigint NOT NULL,
    place      int NOT NULL,
    PRIMARY KEY (account_id, deal_id, contact_id),
    FOREIGN KEY (account_id, deal_id) REFERENCES crm_deal,
    FOREIGN KEY (account_id, contact_id) REFERENCES crm_contact
);

CREATE INDEX crm_deal_contact_contact ON crm_deal_contact (account_id, contact_id);

-- A note stands in the timelines of its contact and of its deal. from_chat: who may see it is for the chat to say (R42).
CREATE TABLE crm_timeline (
    account_id int NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    dedup_key  text NOT NULL,
    contact_id bigint,
    deal_id    bigint,
    from_chat  boolean NOT NULL,
    author_id  bigint,
    text       text NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, dedup_key),
    FOREIGN KEY (account_id, contact_id) REFERENCES crm_contact,
    FOREIGN KEY (account_id, deal_id) REFERENCES crm_deal
);

CREATE INDEX crm_timeline_contact ON crm_timeline (account_id, contact_id, at);
CREATE INDEX crm_timeline_deal ON crm_timeline (account_id, deal_id, at);

CREATE TABLE crm_change (
    account_id int NOT NULL,
    seq        bigint NOT NULL,
    entity     text NOT NULL,
    entity_id  bigint NOT NULL,
    before     jsonb,
    after      jsonb,
    actor_id   bigint,
    at         timestamptz NOT NULL,
    PRIMARY KEY (account_id, seq)
);

CREATE INDEX crm_change_entity ON crm_change (account_id, entity, entity_id, seq);

-- Who is told of each change. A secret is sealed; one that is switched off is told nothing more.
CREATE TABLE crm_webhook (
    account_id   int NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    url          text NOT NULL,
    secret       text NOT NULL,
    created_at   timestamptz NOT NULL,
    delivered_at timestamptz,
    problem      text,
    disabled_at  timestamptz,
    PRIMARY KEY (account_id, id)
);
