-- Files of clients and employees. The bytes lie in the media folder under the id.
CREATE TABLE file (
    account_id int NOT NULL,
    id         text NOT NULL,
    name       text NOT NULL,
    mime       text NOT NULL,
    size       bigint NOT NULL,
    width      int,
    height     int,
    sha256     text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);

-- A known text under the master key that seals secrets here: another key is noticed at the start.
CREATE TABLE master_key (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    sealed text NOT NULL
);
