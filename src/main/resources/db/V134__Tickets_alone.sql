-- A ticket lives for half a minute, and whose it is is looked up when it is taken back. Tickets of a crowd are written
-- together: none of them may wait for whoever holds one of its logins or windows.
ALTER TABLE stream_ticket
    DROP CONSTRAINT stream_ticket_account_id_login_id_fkey,
    DROP CONSTRAINT stream_ticket_account_id_frame_id_fkey;
