-- The sites of the CRM that uses the key: only their pages may hold a window in a frame.
ALTER TABLE api_key ADD COLUMN origins text[] NOT NULL DEFAULT '{}';

-- A browser in which windows inside a CRM are open, by its cookie. The cookie's value changes as time goes; the one
-- before is taken for a moment longer, for windows that asked at the same time.
CREATE TABLE frame_browser (
    account_id  int NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    key_id      bigint NOT NULL,
    employee_id text NOT NULL,
    hash        bytea NOT NULL,
    former      bytea,
    turned_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (hash),
    UNIQUE (former),
    FOREIGN KEY (account_id, key_id) REFERENCES api_key
);

-- A window inside a CRM: asked for by the CRM, opened once with the code of its link, then alive by access tokens. Code
-- and token are here as hashes only.
CREATE TABLE frame (
    account_id   int NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    key_id       bigint NOT NULL,
    wish         jsonb NOT NULL,
    code         bytea NOT NULL,
    opens_until  timestamptz NOT NULL,
    opened_at    timestamptz,
    browser_id   bigint,
    access       bytea,
    access_until timestamptz,
    ends_at      timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (code),
    UNIQUE (access),
    FOREIGN KEY (account_id, key_id) REFERENCES api_key,
    FOREIGN KEY (account_id, browser_id) REFERENCES frame_browser ON DELETE CASCADE
);

CREATE INDEX frame_of_browser ON frame (account_id, browser_id);

-- A live line belongs to a browser that is signed in or to a window inside a CRM.
ALTER TABLE stream_ticket
    ADD COLUMN frame_id bigint,
    ALTER COLUMN login_id DROP NOT NULL,
    ALTER COLUMN session DROP NOT NULL,
    ADD FOREIGN KEY (account_id, frame_id) REFERENCES frame ON DELETE CASCADE,
    ADD CHECK ((session IS NULL) = (login_id IS NULL) AND (session IS NULL) <> (frame_id IS NULL));
