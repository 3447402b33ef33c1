-- Who may sign in. An e-mail belongs to one company: it is all that is known while somebody signs in.
CREATE TABLE login (
    account_id    int NOT NULL REFERENCES account,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    employee_id   text,
    email         text NOT NULL,
    name          text NOT NULL,
    password_hash text NOT NULL,
    administrator boolean NOT NULL DEFAULT false,
    language      text NOT NULL,
    theme         text NOT NULL DEFAULT 'auto',
    preferences   jsonb NOT NULL DEFAULT '{}',
    disabled      boolean NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);

CREATE UNIQUE INDEX login_email ON login (lower(email));
CREATE UNIQUE INDEX login_employee ON login (account_id, employee_id) WHERE employee_id IS NOT NULL;

-- A browser that is signed in. Only the hash of its token is here.
CREATE TABLE session (
    account_id   int NOT NULL,
    hash         bytea NOT NULL,
    login_id     bigint NOT NULL,
    user_agent   text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, hash),
    UNIQUE (hash),
    FOREIGN KEY (account_id, login_id) REFERENCES login
);

CREATE INDEX session_login ON session (account_id, login_id);

-- How often somebody tried to sign in lately. The key is the hash of (address, e-mail): no account is known yet.
CREATE TABLE sign_in_attempts (
    key        bytea PRIMARY KEY,
    started_at timestamptz NOT NULL,
    attempts   int NOT NULL
);

CREATE TABLE invitation (
    account_id    int NOT NULL REFERENCES account,
    hash          bytea NOT NULL,
    email         text NOT NULL,
    name          text NOT NULL,
    employee_id   text,
    administrator boolean NOT NULL,
    language      text NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    used_at       timestamptz,
    PRIMARY KEY (account_id, hash),
    UNIQUE (hash)
);

-- The one-time link that opens the first run.
CREATE TABLE setup_link (
    account_id int NOT NULL REFERENCES account,
    hash       bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, hash)
);

-- Shown once, stored as a hash; label is the start of it, by which people recognise it.
CREATE TABLE api_key (
    account_id   int NOT NULL REFERENCES account,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    hash         bytea NOT NULL,
    label        text NOT NULL,
    name         text NOT NULL,
    scopes       text[] NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (hash)
);

-- Opens one live line, once, within half a minute.
CREATE TABLE stream_ticket (
    account_id int NOT NULL,
    hash       bytea NOT NULL,
    login_id   bigint NOT NULL,
    session    bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, hash),
    UNIQUE (hash),
    FOREIGN KEY (account_id, login_id) REFERENCES login
);

-- Who did what. Rows are only ever added.
CREATE TABLE audit (
    account_id int NOT NULL REFERENCES account,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    at         timestamptz NOT NULL,
    login_id   bigint,
    action     text NOT NULL,
    subject    text NOT NULL,
    address    text NOT NULL,
    PRIMARY KEY (account_id, id)
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END
$$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- Written once per question whether this hub is ready: only a commit proves that it can store anything.
CREATE TABLE readiness (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    at  timestamptz NOT NULL
);
