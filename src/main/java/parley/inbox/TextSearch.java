package parley.inbox;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import parley.base.ChatId;
import parley.base.MessageId;

/// Which messages contain a text and may be seen, newest first.
///
/// Texts lie on pages ({@link parley.chat.MessagePages}). The newest pages are looked through one after the other, and
/// no further than needed, so that a word which is used every day costs the same however much was ever said. A word
/// that is found there, but not often enough, is looked for further back in the same way, as long as it will probably
/// be found often enough before long; what is rare, in the index of all pages, which names few of them then. Whoever
/// sees few of the chats finds few of the hits: that he finds none does not mean that the word is rare.
final class TextSearch {

    /// Without three letters in a row there is no index to ask, so only so many of the newest messages are looked at.
    private static final int LOOKED_THROUGH = 50_000;

    /// How far one goes before one asks the index.
    ///
    /// @param near the pages of so many of the newest messages are looked through first
    /// @param further and then of so many at a time
    /// @param furthest nobody goes on when there is probably further to go than this
    /// @param many a word on so many pages is no rare one
    record Reach(int near, int further, long furthest, int many) {

        static final Reach USUAL = new Reach(4_096, 262_144, 1_048_576, 256);
    }

    private static final String AMONG_THE_NEWEST = """
        message.id > (
            SELECT coalesce(max(newest.id), 0) FROM message AS newest WHERE newest.account_id = :account) - :most
        """;

    /// `OFFSET 0` keeps the index of words out: for pages beside each other it costs more than the pages.
    private static final String WALKED = """
        (SELECT first_id, last_id
        FROM (
            SELECT first_id, last_id, words
            FROM message_page
            WHERE account_id = :account AND first_id >= :from AND first_id < :to
            ORDER BY first_id DESC
            OFFSET 0) AS beside
        WHERE words ILIKE :words)
        """;

    /// All pages that have the word, by the index of words: what only looks for the first of them would rather walk,
    /// through all that there are when the word is rare.
    private static final String INDEX = """
        WITH indexed AS MATERIALIZED (
            SELECT first_id, last_id
            FROM message_page
            WHERE account_id = :account AND first_id < :to AND words ILIKE :words)
        """;

    private static final String INDEXED = "(SELECT first_id, last_id FROM indexed ORDER BY first_id DESC OFFSET 0)";

    private static final String UNPAGED = found("message.id > :upto");

    /// @param before only older ones; absent: from the newest on
    /// @param limit one more is found, if there are more
    record Asked(String q, @Nullable ChatId chat, @Nullable MessageId before, int limit) {}

    private final Moment moment;
    private final ScopeSql law;
    private final Asked asked;
    private final Reach reach;

    private TextSearch(Moment moment, ScopeSql law, Asked asked, Reach reach) {
        this.moment = moment;
        this.law = law;
        this.asked = asked;
        this.reach = reach;
    }

    static List<MessageId> find(Moment moment, ScopeSql law, Asked asked, Reach reach) {
        return new TextSearch(moment, law, asked, reach).find();
    }

    private List<MessageId> find() {
        if (asked.chat != null) {
            return ids(query(found("message.chat_id = :chat")).bind("chat", asked.chat.value()));
        }
        return hasTrigram() ? anywhere() : ids(query(found(AMONG_THE_NEWEST)).bind("most", LOOKED_THROUGH));
    }

    private List<MessageId> anywhere() {
        // What is typed decides which way is short: a plan that was made for another word is none for this one.
        moment.tx().execute("SET LOCAL plan_cache_mode = force_custom_plan");
        var upto = upto();
        var newest = Math.min(before(), upto);
        var floor = beginOfPage(newest - reach.near);
        var found = new ArrayList<>(ids(query(together(onPages(WALKED) + "UNION (" + UNPAGED + ")"))
                .bind("from", floor)
                .bind("to", before())
                .bind("upto", upto)));
        while (wantsMore(found) && floor > 0 && isNear(found.size(), newest - floor)) {
            var further = beginOfPage(floor - reach.further);
            found.addAll(
                    ids(query(together(onPages(WALKED))).bind("from", further).bind("to", floor)));
            floor = further;
        }
        if (wantsMore(found) && floor > 0) {
            found.addAll(ids(query(INDEX + together(onPages(INDEXED))).bind("to", floor)));
        }
        return found.subList(0, Math.min(found.size(), asked.limit + 1));
    }

    /// Whether the rest is probably among the next messages.
    ///
    /// @param found among the newest, so many of which were looked through
    private boolean isNear(int found, long walked) {
        return found == 0
                ? walked < reach.further && isOften()
                : walked * (asked.limit + 1 - found) / found <= reach.furthest;
    }

    private boolean isOften() {
        return moment.tx()
                        .createQuery(INDEX + "SELECT count(*) FROM (SELECT FROM indexed LIMIT :many) AS counted")
                        .bind("account", moment.account().value())
                        .bind("to", before())
                        .bind("words", Words.containing(asked.q))
                        .bind("many", reach.many)
                        .mapTo(Integer.class)
                        .one()
                == reach.many;
    }

    private boolean wantsMore(List<MessageId> found) {
        return found.size() <= asked.limit;
    }

    /// Of the page with this message: one look ends where the next begins, also for messages that were edited and have
    /// a page of their own.
    private long beginOfPage(long message) {
        return moment.tx()
                .createQuery("""
                    SELECT first_id
                    FROM message_page
                    WHERE account_id = :account AND first_id <= :message AND first_id < last_id
                    ORDER BY first_id DESC
                    LIMIT 1
                    """)
                .bind("account", moment.account().value())
                .bind("message", message)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /// How far the messages are on pages.
    private long upto() {
        return moment.tx()
                .createQuery("SELECT upto FROM message_paging WHERE account_id = :account")
                .bind("account", moment.account().value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /// Whole pages follow each other; those of messages that were edited lie anywhere between them.
    private static String onPages(String pages) {
        return """
            (SELECT hit.id
            FROM %1$s AS page
            CROSS JOIN LATERAL (%2$s) AS hit
            WHERE page.first_id < page.last_id
            ORDER BY page.first_id DESC, hit.id DESC
            LIMIT :rows)
            UNION
            (SELECT hit.id
            FROM %1$s AS page
            CROSS JOIN LATERAL (%3$s) AS hit
            WHERE page.first_id = page.last_id
            ORDER BY page.first_id DESC
            LIMIT :rows)
            """.formatted(
                pages, found("message.id BETWEEN page.first_id AND page.last_id"), found("message.id = page.first_id"));
    }

    private static String together(String parts) {
        return "SELECT id FROM (" + parts + ") AS hits ORDER BY id DESC LIMIT :rows";
    }

    /// Messages that match and may be seen, newest first.
    private static String found(String where) {
        return """
            SELECT message.id
            FROM message
            JOIN chat ON chat.account_id = message.account_id AND chat.id = message.chat_id
            WHERE message.account_id = :account AND message.id < :before AND message.text ILIKE :words
                AND message.deleted_at IS NULL AND message.kind <> 'SYSTEM' AND %s AND THE_LAW
            ORDER BY message.id DESC
            LIMIT :rows
            """.formatted(where);
    }

    private Query query(String sql) {
        return moment.tx()
                .createQuery(sql.replace("THE_LAW", law.condition()))
                .bind("account", moment.account().value())
                .bind("rows", asked.limit + 1)
                .bind("words", Words.containing(asked.q))
                .bind("before", before())
                .bindMap(law.parameters());
    }

    private long before() {
        return asked.before == null ? Long.MAX_VALUE : asked.before.value();
    }

    private static List<MessageId> ids(Query query) {
        return query.map((rs, _) -> new MessageId(rs.getLong("id"))).list();
    }

    /// Whether the index of trigrams can narrow anything down.
    private boolean hasTrigram() {
        return asked.q.codePoints().filter(Character::isLetterOrDigit).count() >= 3;
    }
}
