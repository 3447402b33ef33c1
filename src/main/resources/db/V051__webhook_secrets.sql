-- After a change of the secret the one before signs along for a day, so that the receiver can change in its own time.
ALTER TABLE webhook_subscription
    ADD COLUMN former_secret text,
    ADD COLUMN former_until timestamptz;
