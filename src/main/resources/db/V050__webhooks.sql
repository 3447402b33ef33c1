-- Who is told of what happens, and how far each has been told: a cursor over the feed, so that nobody pays for them when
-- something is written. main: the one address of the v3 interface; its url is empty until it is set.
-- channels: the states that it was told last.
CREATE TABLE webhook_subscription (
    account_id    int NOT NULL REFERENCES account,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    main          boolean NOT NULL,
    url           text NOT NULL,
    kinds         text[] NOT NULL,
    crm_key       text,
    secret        text NOT NULL,
    position      bigint NOT NULL,
    channels      jsonb NOT NULL,
    created_at    timestamptz NOT NULL,
    delivered_at  timestamptz,
    failing_since timestamptz,
    problem       text,
    disabled_at   timestamptz,
    PRIMARY KEY (account_id, id)
);

CREATE UNIQUE INDEX webhook_subscription_main ON webhook_subscription (account_id) WHERE main;

-- What was sent to whom, in the order of ids. `pending` waits for its next attempt and everything behind it waits too;
-- `again` was asked for by a person and gets one attempt; `dead` was given up, `discarded` closed by a person.
CREATE TABLE webhook_delivery (
    account_id      int NOT NULL,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    subscription_id bigint NOT NULL,
    key             text NOT NULL,
    kinds           text[] NOT NULL,
    items           int NOT NULL,
    body            text NOT NULL,
    state           text NOT NULL CHECK (state IN ('pending', 'again', 'delivered', 'dead', 'discarded')),
    attempts        int NOT NULL DEFAULT 0,
    status          int,
    problem         text,
    log             jsonb NOT NULL DEFAULT '[]',
    happened_at     timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    settled_at      timestamptz,
    PRIMARY KEY (account_id, id),
    FOREIGN KEY (account_id, subscription_id) REFERENCES webhook_subscription ON DELETE CASCADE
);

CREATE INDEX webhook_delivery_log ON webhook_delivery (account_id, subscription_id, id);
CREATE INDEX webhook_delivery_open ON webhook_delivery (account_id, subscription_id, id)
    WHERE state IN ('pending', 'again');
CREATE INDEX webhook_delivery_dead ON webhook_delivery (account_id, id) WHERE state = 'dead';
