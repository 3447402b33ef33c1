-- Messages that a messenger has approved beforehand, as it told them last. The number is the template's name for
-- programs, so a row stays the same row while the template is there.
CREATE TABLE template (
    account_id int NOT NULL,
    channel_id bigint NOT NULL,
    name       text NOT NULL,
    language   text NOT NULL,
    id         bigint GENERATED ALWAYS AS IDENTITY,
    category   text NOT NULL,
    status     text NOT NULL,
    parts      jsonb NOT NULL,
    PRIMARY KEY (account_id, channel_id, name, language),
    UNIQUE (account_id, id),
    FOREIGN KEY (account_id, channel_id) REFERENCES channel
);

-- When a channel's templates were asked for last.
CREATE TABLE template_load (
    account_id int NOT NULL,
    channel_id bigint NOT NULL,
    loaded_at  timestamptz NOT NULL,
    PRIMARY KEY (account_id, channel_id),
    FOREIGN KEY (account_id, channel_id) REFERENCES channel
);
