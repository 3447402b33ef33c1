CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- A company. feed_position numbers its changes; whoever takes the next number holds the row until he commits,
-- so the order of numbers is the order of commits.
CREATE TABLE account (
    id             int PRIMARY KEY,
    name           text NOT NULL,
    language       text NOT NULL,
    zone           text NOT NULL,
    epoch          uuid NOT NULL DEFAULT gen_random_uuid(),
    feed_position  bigint NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE integration (
    account_id    int NOT NULL REFERENCES account,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    crm           text NOT NULL,
    fields        text,
    change_cursor bigint NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL DEFAULT now(),
    deleted_at    timestamptz,
    PRIMARY KEY (account_id, id)
);

-- A company has one CRM at a time.
CREATE UNIQUE INDEX integration_connected ON integration (account_id) WHERE deleted_at IS NULL;

-- What the CRM had when it was asked last (R8).
CREATE TABLE catalogue (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    document       jsonb NOT NULL,
    refreshed_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, integration_id),
    FOREIGN KEY (account_id, integration_id) REFERENCES integration
);

-- Every version that was ever saved (R81). The current one is the highest.
CREATE TABLE settings_version (
    account_id     int NOT NULL,
    integration_id bigint NOT NULL,
    version        bigint NOT NULL,
    document       jsonb NOT NULL,
    changed        jsonb NOT NULL,
    saved_by       text NOT NULL,
    saved_at       timestamptz NOT NULL,
    PRIMARY KEY (account_id, integration_id, version),
    FOREIGN KEY (account_id, integration_id) REFERENCES integration
);

-- fields are sealed. revision rises with every change but last_in and last_out, so their sum tells whether any channel
-- has changed.
CREATE TABLE channel (
    account_id     int NOT NULL REFERENCES account,
    id             bigint GENERATED ALWAYS AS IDENTITY,
    type           text NOT NULL,
    transport      text NOT NULL,
    network        text NOT NULL,
    key            text NOT NULL UNIQUE,
    name           text NOT NULL,
    address        text NOT NULL,
    identity       text NOT NULL,
    fields         text NOT NULL,
    state          text NOT NULL,
    reason         text,
    state_since    timestamptz NOT NULL,
    last_in        timestamptz,
    last_out       timestamptz,
    created_at     timestamptz NOT NULL,
    deleted_at     timestamptz,
    revision       bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (account_id, id)
);

-- An account of a messenger is connected once (R9).
CREATE UNIQUE INDEX channel_identity ON channel (account_id, type, identity) WHERE deleted_at IS NULL;

-- The states of a channel, one after the other.
CREATE TABLE channel_state (
    account_id int NOT NULL,
    channel_id bigint NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    state      text NOT NULL,
    reason     text,
    at         timestamptz NOT NULL,
    PRIMARY KEY (account_id, channel_id, id),
    FOREIGN KEY (account_id, channel_id) REFERENCES channel
);

-- A log per client, for channels that have no messenger behind them.
CREATE TABLE channel_log (
    account_id int NOT NULL,
    channel_id bigint NOT NULL,
    client     text NOT NULL,
    position   bigint NOT NULL,
    key        text NOT NULL,
    entry      jsonb NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (account_id, channel_id, client, position),
    UNIQUE (account_id, channel_id, client, key)
);

-- Whose turn it is (R27–R32a): one row per channel, locked by whoever gives a client away.
CREATE TABLE turn (
    account_id    int NOT NULL,
    channel_id    bigint NOT NULL,
    last          text,
    served        int NOT NULL DEFAULT 0,
    order_then    text[] NOT NULL DEFAULT '{}',
    given         bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, channel_id)
);

CREATE TABLE chat (
    account_id      int NOT NULL REFERENCES account,
    id              bigint GENERATED ALWAYS AS IDENTITY,
    channel_id      bigint NOT NULL,
    network         text NOT NULL,
    address         text NOT NULL,
    phone           text,
    username        text,
    email           text,
    name            text,
    verified        boolean NOT NULL DEFAULT true,
    client          text NOT NULL DEFAULT 'UNROUTED' CHECK (client IN ('UNROUTED', 'OFFERED', 'WAITING', 'KNOWN')),
    contact_id      text,
    deal_id         text,
    open_deals      int NOT NULL DEFAULT 0,
    closed_deals    int NOT NULL DEFAULT 0,
    responsible     text[] NOT NULL DEFAULT '{}',
    sources         jsonb NOT NULL DEFAULT '[]',
    pending         bigint,
    routed          bigint,
    claimed_by      text,
    claimed_at      timestamptz,
    seq             bigint NOT NULL DEFAULT 0,
    unanswered      int NOT NULL DEFAULT 0,
    unanswered_from bigint,
    waiting_since   timestamptz,
    arrived         bigint,
    last_at         timestamptz NOT NULL,
    last            jsonb,
    last_client_at  timestamptz,
    reachable       boolean NOT NULL DEFAULT true,
    test            boolean NOT NULL DEFAULT false,
    version         bigint NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, channel_id, address)
);

-- R59: unanswered chats first, then the newest. Whatever somebody may see is a merge of a few such walks: through the
-- channels of which he sees everything, through what is his alone, through what is his with others, and through what is
-- nobody's. They are few because each message moves its chat in all of them.
CREATE INDEX chat_channel ON chat (account_id, channel_id, (unanswered > 0) DESC, last_at DESC, id DESC);
CREATE INDEX chat_own ON chat (account_id, (responsible[1]), (unanswered > 0) DESC, last_at DESC, id DESC)
    WHERE cardinality(responsible) = 1;
CREATE INDEX chat_shared ON chat (account_id, (unanswered > 0) DESC, last_at DESC, id DESC)
    WHERE cardinality(responsible) > 1;
CREATE INDEX chat_nobodys ON chat (account_id, client, channel_id, (unanswered > 0) DESC, last_at DESC, id DESC)
    WHERE responsible = '{}';
CREATE INDEX chat_contact ON chat (account_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX chat_deal ON chat (account_id, deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX chat_address ON chat (account_id, network, address);
CREATE INDEX chat_phone ON chat (account_id, phone) WHERE phone IS NOT NULL;

-- By what clients are searched for. Apart from the chat, which changes with every message, while this hardly ever does.
CREATE TABLE chat_words (
    account_id int NOT NULL,
    chat_id    bigint NOT NULL,
    words      text NOT NULL,
    PRIMARY KEY (account_id, chat_id),
    FOREIGN KEY (account_id, chat_id) REFERENCES chat
);

CREATE INDEX chat_words_trigrams ON chat_words USING gin (words gin_trgm_ops);

CREATE FUNCTION chat_words_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO chat_words (account_id, chat_id, words)
    VALUES (NEW.account_id, NEW.id, concat_ws(' ', NEW.name, '@' || NEW.username, NEW.phone, NEW.email))
    ON CONFLICT (account_id, chat_id) DO UPDATE SET words = excluded.words;
    RETURN NULL;
END
$$;

CREATE TRIGGER chat_words_follow AFTER INSERT OR UPDATE OF name, username, phone, email ON chat
    FOR EACH ROW EXECUTE FUNCTION chat_words_follow();

CREATE TABLE message (
    account_id  int NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    chat_id     bigint NOT NULL,
    seq         bigint NOT NULL,
    channel_id  bigint NOT NULL,
    external_id text,
    cid         text,
    outgoing    boolean NOT NULL,
    kind        text NOT NULL,
    text        text,
    files       jsonb NOT NULL DEFAULT '[]',
    details     jsonb NOT NULL DEFAULT '{}',
    quote       jsonb,
    at          timestamptz NOT NULL,
    author      text,
    author_name text,
    via         text NOT NULL,
    status      text,
    problem     jsonb,
    edited_at   timestamptz,
    former      jsonb,
    deleted_at  timestamptz,
    deleted_by  text,
    reactions   jsonb NOT NULL DEFAULT '[]',
    test        boolean NOT NULL DEFAULT false,
    version     bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, chat_id, seq),
    UNIQUE (account_id, channel_id, external_id),
    UNIQUE (account_id, cid),
    FOREIGN KEY (account_id, chat_id) REFERENCES chat
);

CREATE INDEX message_text ON message USING gin (text gin_trgm_ops) WHERE text IS NOT NULL;

-- The further ids of a message that became several at the messenger.
CREATE TABLE message_part (
    account_id  int NOT NULL,
    channel_id  bigint NOT NULL,
    external_id text NOT NULL,
    message_id  bigint NOT NULL,
    PRIMARY KEY (account_id, channel_id, external_id)
);

-- Statuses, edits and reactions that overtook the message they belong to.
CREATE TABLE parked (
    account_id  int NOT NULL,
    id          bigint GENERATED ALWAYS AS IDENTITY,
    channel_id  bigint NOT NULL,
    external_id text NOT NULL,
    event       jsonb NOT NULL,
    parked_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);

CREATE INDEX parked_external ON parked (account_id, channel_id, external_id);

-- Each routing decision, stored before it is carried out (R80).
CREATE TABLE decision (
    account_id       int NOT NULL,
    id               bigint GENERATED ALWAYS AS IDENTITY,
    chat_id          bigint NOT NULL,
    at               timestamptz NOT NULL,
    kind             text NOT NULL,
    settings_version bigint NOT NULL,
    trace            jsonb NOT NULL,
    carried_out_at   timestamptz,
    PRIMARY KEY (account_id, id)
);

CREATE INDEX decision_chat ON decision (account_id, chat_id, id);

-- What changed, in the order of commits: the windows are told from here, also after they were away.
CREATE TABLE feed (
    account_id int NOT NULL,
    position   bigint NOT NULL,
    ordinal    smallint NOT NULL,
    kind       text NOT NULL,
    chat_id    bigint,
    message_id bigint,
    detail     jsonb,
    at         timestamptz NOT NULL,
    PRIMARY KEY (account_id, position, ordinal)
);

-- What goes into the CRM's timeline (R50): by the mode of the moment in which it was stored, with which window's note.
-- EACH makes windows without length. note: the one that it went with.
CREATE TABLE timeline_line (
    account_id   int NOT NULL,
    chat_id      bigint NOT NULL,
    message_id   bigint NOT NULL,
    window_start timestamptz NOT NULL,
    window_end   timestamptz NOT NULL,
    note         text,
    PRIMARY KEY (account_id, chat_id, message_id)
);

CREATE INDEX timeline_open ON timeline_line (account_id, chat_id, window_end) WHERE note IS NULL;

-- Notes that are put together and not in the CRM yet.
CREATE TABLE timeline_note (
    account_id int NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    chat_id    bigint NOT NULL,
    key        text NOT NULL,
    author     text,
    text       text NOT NULL,
    at         timestamptz NOT NULL,
    problem    text,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, key)
);

CREATE INDEX timeline_note_chat ON timeline_note (account_id, chat_id, id) WHERE problem IS NULL;

CREATE TABLE draft (
    account_id int NOT NULL,
    chat_id    bigint NOT NULL,
    employee   text NOT NULL,
    text       text NOT NULL,
    revision   bigint NOT NULL,
    PRIMARY KEY (account_id, chat_id, employee)
);

CREATE TABLE quick_reply (
    account_id int NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    employee   text,
    title      text NOT NULL,
    text       text NOT NULL,
    PRIMARY KEY (account_id, id)
);
