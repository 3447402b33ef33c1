-- Whose notifications of which chat are switched off.
CREATE TABLE mute (
    account_id int NOT NULL,
    chat_id    bigint NOT NULL,
    employee   text NOT NULL,
    PRIMARY KEY (account_id, chat_id, employee)
);
