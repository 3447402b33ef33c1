-- A page of texts is read in one piece whenever it may hold a word. From here on it lies in one piece as well, where it used to
-- be cut up beside the table; pages that are there already stay as they are.
ALTER TABLE message_page SET (toast_tuple_target = 8160);

-- What is not sorted into the index of names yet is read by every search: that may be 32 pages of the database, not 512. New
-- clients are rare enough for it.
ALTER INDEX chat_words_trigrams SET (gin_pending_list_limit = 256);
