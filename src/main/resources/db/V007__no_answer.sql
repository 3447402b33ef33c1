-- What a chat's counter was before somebody said that no answer is needed: it can be taken back for some seconds (R58).
CREATE TABLE no_answer (
    account_id      int NOT NULL,
    chat_id         bigint NOT NULL,
    by              text NOT NULL,
    at              timestamptz NOT NULL,
    seq             bigint NOT NULL,
    unanswered      int NOT NULL,
    unanswered_from bigint,
    waiting_since   timestamptz,
    PRIMARY KEY (account_id, chat_id)
);
