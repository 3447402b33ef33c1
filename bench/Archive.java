import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import parley.platform.DatabaseConfig;

/// Three years of a company, written straight into its tables: eight messages a chat, most chats short and some very
/// long, each quiet after a while but for the regular clients'; texts of 8,000 words, of which few make up most of what
/// is said. Everything comes from the numbers of the rows, so that two companies of one size are alike.
///
/// What waits for an answer, and what is searched for by a name of its own, is as much in a small company as in a large
/// one: 200 chats wait, 30 clients are new, 20 are called Walrus, 20 messages ask for the zebra crossing.
final class Archive implements AutoCloseable {

    static final int PLANTED = 20;
    private static final int EACH_CHAT = 8;
    private static final int WORDS = 8_000;
    private static final int PHRASES = 20_000;
    private static final int REMEMBERED = 200_000;

    /// Tables that grow with the company.
    private static final String GROWING = """
        message, message_page, message_paging, chat, chat_words, decision, feed, api_crm_contact, api_crm_contact_key,
        api_crm_deal, api_crm_deal_contact, contact_card
        """;

    private static final String ANSWERED = "(seq % 2 = 0)";

    /// @param common in every tenth message, about
    /// @param rarer in one of a thousand
    /// @param rare in one of ten thousand
    record Words(String common, String rarer, String rare) {}

    private final Connection database;
    private final long messages;
    private final long chats;

    private Archive(Connection database, long messages) {
        this.database = database;
        this.messages = messages;
        this.chats = messages / EACH_CHAT;
    }

    /// @param channels on which the clients write
    /// @param sellers who are responsible
    static Words fill(DatabaseConfig config, long messages, List<Long> channels, List<String> sellers)
            throws Exception {
        var connection = DriverManager.getConnection(config.url(), config.user(), config.password());
        try (var archive = new Archive(connection, messages)) {
            archive.begin(channels, sellers);
            var indexes = archive.withoutIndexes();
            archive.talk();
            archive.clients();
            archive.crm();
            archive.history();
            archive.paged();
            for (var index : indexes) {
                archive.execute(index);
            }
            archive.execute("VACUUM ANALYZE");
            archive.execute("CHECKPOINT");
            return new Words(archive.word(10), archive.word(1_000), archive.word(7_993));
        }
    }

    private void begin(List<Long> channels, List<String> sellers) throws SQLException {
        execute("SET work_mem = '256MB'");
        execute("SET maintenance_work_mem = '512MB'");
        execute("SET synchronous_commit = off");
        // Half-way between 0 and 1 for the same row and purpose, always the same.
        execute("""
            CREATE FUNCTION pg_temp.dice(seed bigint, purpose bigint) RETURNS double precision
            LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN ((hashint8extended(seed, purpose) & 16777215) + 1) / 16777217.0::double precision
            """);
        execute("CREATE TEMP TABLE way AS SELECT id, network, row_number() OVER (ORDER BY id) - 1 AS place FROM channel"
                + " WHERE id = ANY('{"
                + String.join(",", channels.stream().map(Object::toString).toList()) + "}')");
        execute("CREATE TEMP TABLE seller AS SELECT id, place - 1 AS place FROM unnest('{" + String.join(",", sellers)
                + "}'::text[]) WITH ORDINALITY AS one(id, place)");
        execute("""
            CREATE TEMP TABLE word AS
            SELECT number, (
                SELECT string_agg(
                    substr('bcdfghklmnprstvz', 1 + floor(16 * pg_temp.dice(number, syllable))::int, 1)
                        || substr('aeiou', 1 + floor(5 * pg_temp.dice(number, 10 + syllable))::int, 1), '' ORDER BY syllable)
                FROM generate_series(1, 2 + number %% 3) AS syllable) AS text
            FROM generate_series(1, %d) AS number
            """.formatted(WORDS));
        execute("""
            CREATE TEMP TABLE phrase AS
            SELECT phrase AS number, string_agg(word.text, ' ' ORDER BY slot) AS text
            FROM generate_series(1, %d) AS phrase
            CROSS JOIN LATERAL generate_series(1, 1 + phrase %% 7) AS slot
            JOIN word ON word.number = floor(exp(pg_temp.dice(phrase * 8 + slot, 20) * ln(%d)))::int
            GROUP BY phrase
            """.formatted(PHRASES, WORDS));
        execute("CREATE UNIQUE INDEX ON word (number)");
        execute("ANALYZE word, phrase");
    }

    /// Takes away all indexes that can be made again in one go, and answers how.
    private List<String> withoutIndexes() throws SQLException {
        execute("TRUNCATE " + GROWING);
        var made = new ArrayList<String>();
        var names = new ArrayList<String>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("""
                    SELECT indexname, indexdef
                    FROM pg_indexes
                    WHERE tablename = ANY(regexp_split_to_array(trim('%s'), '\\s*,\\s*'))
                        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)
                    """.formatted(GROWING.replace("\n", " ")))) {
            while (rows.next()) {
                names.add(rows.getString("indexname"));
                made.add(rows.getString("indexdef"));
            }
        }
        for (var name : names) {
            execute("DROP INDEX " + name);
        }
        return made;
    }

    private void talk() throws SQLException {
        execute("""
            CREATE TEMP TABLE said AS
            SELECT number, chat, row_number() OVER (PARTITION BY chat ORDER BY number) AS seq
            FROM (
                SELECT number, CASE
                    WHEN pg_temp.dice(number, 30) < 0.1
                        THEN 1000 * (1 + floor(power(pg_temp.dice(number, 31), 2) * (%2$d / 1000))::bigint)
                    ELSE greatest(1, ceil(%2$d * (number / %1$d.0::double precision))
                        - floor(4 * (power(pg_temp.dice(number, 31), -0.7) - 1)))::bigint
                    END AS chat
                FROM generate_series(1, %1$d::bigint) AS number) AS written
            """.formatted(messages, chats));
        database.setAutoCommit(false);
        // Emptied in the same transaction, so that nothing of it goes through the log.
        execute("TRUNCATE message");
        execute("""
            INSERT INTO message (account_id, id, chat_id, seq, channel_id, external_id, cid, outgoing, kind, text, at,
                author, author_name, via, status)
            OVERRIDING SYSTEM VALUE
            SELECT 1, said.number, chat, seq, way.id,
                CASE WHEN NOT %1$s THEN 'in-' || said.number END,
                CASE WHEN %1$s THEN md5(said.number::text) END,
                %1$s, 'TEXT',
                CASE
                    WHEN said.number %% (%2$d / %3$d) = %2$d / %3$d / 2 THEN 'where is the zebra crossing'
                    ELSE one.text || ' ' || other.text
                        || CASE WHEN said.number %% 10 = 0 THEN ' ' || 1000000 + said.number ELSE '' END
                END,
                now() - INTERVAL '3 years' * (1 - said.number / %2$d.0),
                CASE WHEN %1$s THEN seller.id END, CASE WHEN %1$s THEN 'Employee ' || seller.id END,
                CASE WHEN %1$s THEN 'parley' ELSE 'client' END, CASE WHEN %1$s THEN 'READ' END
            FROM said
            JOIN phrase AS one ON one.number = 1 + floor(%4$d * pg_temp.dice(said.number, 40))::int
            JOIN phrase AS other ON other.number = 1 + floor(%4$d * pg_temp.dice(said.number, 41))::int
            JOIN way ON way.place = chat %% (SELECT count(*) FROM way)
            JOIN seller ON seller.place = chat %% (SELECT count(*) FROM seller)
            ORDER BY said.number
            """.formatted(ANSWERED, messages, PLANTED, PHRASES));
        database.commit();
        database.setAutoCommit(true);
        execute("SELECT setval(pg_get_serial_sequence('message', 'id'), %d)".formatted(messages));
    }

    /// Most have one seller, some have two; of the others, who are nobody's, 30 are new.
    private void clients() throws SQLException {
        execute("CREATE TEMP TABLE ends AS SELECT chat, max(number) AS last, min(number) AS first, max(seq) AS seq"
                + " FROM said GROUP BY chat");
        execute("""
            INSERT INTO chat (account_id, id, channel_id, network, address, phone, username, name, client, contact_id,
                deal_id, open_deals, closed_deals, responsible, sources, seq, unanswered, waiting_since, last_at, last,
                last_client_at, created_at)
            OVERRIDING SYSTEM VALUE
            SELECT 1, chat, message.channel_id, way.network, 'client-' || chat,
                '+79' || lpad((hashint8extended(chat, 50) & 4294967295)::text, 9, '0')::varchar(9),
                CASE WHEN pg_temp.dice(chat, 51) < 0.6 THEN 'user' || chat END,
                CASE
                    WHEN chat %% (%1$d / %2$d) = %1$d / %2$d / 2 THEN 'Walrus'
                    ELSE initcap((SELECT text FROM word WHERE number = 1 + chat %% 61))
                END || ' ' || initcap((SELECT text FROM word WHERE number = 1000 + chat %% 503)),
                CASE WHEN new THEN 'OFFERED' ELSE 'KNOWN' END,
                CASE WHEN NOT new THEN 'k-' || chat END,
                CASE WHEN deals < 0.3 AND NOT new THEN 'd-' || chat END,
                (deals < 0.3 AND NOT new)::int, (deals > 0.6 AND NOT new)::int,
                CASE
                    WHEN new OR owned < 0.1 THEN '{}'
                    WHEN owned < 0.15 THEN ARRAY[seller.id, (SELECT id FROM seller WHERE place = 0)]
                    ELSE ARRAY[seller.id]
                END,
                jsonb_build_array(jsonb_build_object('employee', seller.id, 'from', 'CONTACT', 'deal', NULL)),
                ends.seq, waits::int * 2, CASE WHEN waits THEN message.at END, message.at,
                jsonb_build_object('kind', 'text', 'text', message.text, 'out', message.outgoing, 'status',
                    lower(message.status), 'by', message.author_name, 'author', message.author, 'at', message.at),
                message.at, now() - INTERVAL '3 years' * (1 - first / %3$d.0)
            FROM ends
            JOIN message ON account_id = 1 AND message.id = last
            JOIN way ON way.id = message.channel_id
            JOIN seller ON seller.place = floor((SELECT count(*) FROM seller) * pg_temp.dice(chat, 52))
            CROSS JOIN LATERAL (
                SELECT %1$d - chat < 150 OR chat %% (%1$d / 50) = 7 AS waits, %1$d - chat < 300 AND chat %% 10 = 3 AS new,
                    pg_temp.dice(chat, 53) AS deals, pg_temp.dice(chat, 54) AS owned) AS fate
            ORDER BY chat
            """.formatted(chats, PLANTED, messages));
        execute("SELECT setval(pg_get_serial_sequence('chat', 'id'), %d)".formatted(chats));
    }

    private void crm() throws SQLException {
        execute("""
            INSERT INTO api_crm_contact (account_id, integration_id, id, name, responsible, uri, identities, updated_at)
            SELECT 1, integration.id, contact_id, name, responsible[1], 'https://crm.example.com/contacts/' || contact_id,
                jsonb_build_array(jsonb_build_object('network', network, 'id', address, 'username', NULL, 'phone', phone)),
                last_at
            FROM chat
            JOIN integration ON integration.account_id = 1 AND deleted_at IS NULL
            WHERE contact_id IS NOT NULL
            """);
        execute("""
            INSERT INTO api_crm_contact_key (account_id, integration_id, key, contact_id)
            SELECT 1, integration.id, key, contact_id
            FROM chat
            CROSS JOIN LATERAL unnest(ARRAY[network || ':' || address, phone]) AS key
            JOIN integration ON integration.account_id = 1 AND deleted_at IS NULL
            WHERE contact_id IS NOT NULL
            """);
        execute("""
            INSERT INTO api_crm_deal (account_id, integration_id, id, name, responsible, contacts, created_at, closed_at)
            SELECT 1, integration.id, 'd-' || chat.id, 'Deal of ' || name, coalesce(responsible[1], 'u-1'),
                ARRAY[contact_id], chat.created_at, CASE WHEN closed_deals > 0 THEN last_at END
            FROM chat
            JOIN integration ON integration.account_id = 1 AND deleted_at IS NULL
            WHERE contact_id IS NOT NULL AND open_deals + closed_deals > 0
            """);
        execute("""
            INSERT INTO api_crm_deal_contact (account_id, integration_id, contact_id, deal_id)
            SELECT account_id, integration_id, contacts[1], id FROM api_crm_deal
            """);
    }

    /// A decision for each chat, and what changed lately.
    private void history() throws SQLException {
        execute("""
            INSERT INTO decision (account_id, chat_id, at, kind, settings_version, trace, carried_out_at)
            SELECT 1, chat.id, created_at, 'assign', 1, jsonb_build_object(
                'rules', '["R31", "R24", "R27", "R28"]'::jsonb, 'settingsVersion', 1, 'client', 'NEW',
                'addresses', jsonb_build_array(network || ' ' || address), 'contact', NULL, 'found', NULL,
                'algorithm', 'BY_TURN', 'weights', false,
                'candidates', (
                    SELECT jsonb_agg(jsonb_build_object('employee', id, 'in', true, 'outReason', NULL, 'weight', 1))
                    FROM seller),
                'before', NULL, 'after', NULL,
                'outcome', jsonb_build_object('kind', 'ASSIGN', 'employee', responsible[1], 'via', NULL, 'handover',
                    'NEW_DEAL', 'deals', '[]'::jsonb, 'stage', NULL, 'offer', NULL),
                'lost', '[]'::jsonb), created_at
            FROM chat
            WHERE responsible <> '{}'
            ORDER BY chat.id
            """);
        execute("""
            INSERT INTO feed (account_id, position, part, kinds, chats, messages, details, at)
            SELECT 1, id, 0, '{message,chat}', ARRAY[chat_id, chat_id], ARRAY[id, NULL], '{NULL,NULL}', at
            FROM message
            WHERE id > %d
            ORDER BY id
            """.formatted(Math.max(0, messages - REMEMBERED)));
        execute("UPDATE account SET feed_position = %d WHERE id = 1".formatted(messages));
    }

    /// The hub itself puts the texts on the pages by which they are searched.
    private void paged() throws Exception {
        while (true) {
            try (var statement = database.createStatement();
                    var row = statement.executeQuery("SELECT coalesce(max(upto), 0) FROM message_paging")) {
                row.next();
                if (messages - row.getLong(1) < 1_000) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private String word(int number) throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("SELECT text FROM word WHERE number = " + number)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        long begun = System.nanoTime();
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
        if (Boolean.getBoolean("archive.trace")) {
            System.err.printf(
                    "%6.1f s %s%n",
                    (System.nanoTime() - begun) / 1e9,
                    sql.strip().lines().findFirst().orElse(""));
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
