-- CRMs that live elsewhere: how they were connected, and how that goes.

ALTER TABLE integration
    -- How often it was connected: the address for the CRM's webhooks changes with it.
    ADD COLUMN connection    int NOT NULL DEFAULT 0,
    -- How often its form was filled in: the line is opened anew with it, and not when the CRM renews a token.
    ADD COLUMN form          int NOT NULL DEFAULT 0,
    -- How people know the account: a company's name, a domain.
    ADD COLUMN title         text NOT NULL DEFAULT '',
    -- Why the CRM does not let us in any more, as a code, and since when; absent while it does.
    ADD COLUMN trouble       text,
    ADD COLUMN trouble_since timestamptz;
