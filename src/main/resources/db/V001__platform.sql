-- What a messenger delivered, byte for byte, under the messenger's own key (R70). Kept longer than messengers repeat.
CREATE TABLE raw_event (
    account_id  int NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    channel_id  bigint NOT NULL,
    dedup_key   text NOT NULL,
    chat_key    text NOT NULL,
    vshard      smallint NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    headers     jsonb NOT NULL DEFAULT '{}',
    body        bytea NOT NULL,
    error       text,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, channel_id, dedup_key)
);

CREATE INDEX raw_event_received ON raw_event USING brin (received_at);
CREATE INDEX raw_event_error ON raw_event (account_id, id) WHERE error IS NOT NULL;

-- What waits to be worked off, in the order of ids within a shard (R71). A row leaves with the effect it had;
-- one that cannot be worked off stays with its error and holds up nobody.
CREATE TABLE work (
    account_id int NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    vshard     smallint NOT NULL,
    kind       text NOT NULL,
    channel_id bigint NOT NULL,
    chat_key   text NOT NULL,
    raw_id     bigint,
    payload    jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    error      text,
    PRIMARY KEY (account_id, id)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

CREATE INDEX work_shard ON work (vshard, id) WHERE error IS NULL;

-- Who owns which shard. The fence rises with every change of owner and is checked in the transaction of each effect.
CREATE TABLE lease (
    vshard  smallint PRIMARY KEY,
    owner   text NOT NULL DEFAULT '',
    fence   bigint NOT NULL DEFAULT 0,
    expires timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 25, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

INSERT INTO lease (vshard)
SELECT shard
FROM generate_series(0, 255) AS shard;

-- Who is alive.
CREATE TABLE node (
    owner   text PRIMARY KEY,
    seen_at timestamptz NOT NULL
);

-- Effects outside the database, written down with what caused them. One lane runs in the order of ids.
CREATE TABLE job (
    account_id  int NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    kind        text NOT NULL,
    key         text NOT NULL,
    lane        text NOT NULL,
    vshard      smallint NOT NULL,
    payload     jsonb NOT NULL,
    state       text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'running', 'done', 'dead', 'unknown')),
    interrupted boolean NOT NULL DEFAULT false,
    due_at      timestamptz NOT NULL,
    attempts    int NOT NULL DEFAULT 0,
    last_error  text,
    created_at  timestamptz NOT NULL,
    settled_at  timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, kind, key)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

CREATE INDEX job_lane ON job (account_id, lane, id) WHERE state IN ('due', 'running');
CREATE INDEX job_open ON job (due_at) WHERE state IN ('due', 'running');
CREATE INDEX job_done ON job (settled_at) WHERE state = 'done';
