package parley.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.platform.Columns;
import parley.platform.Database;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.platform.Jobs;
import parley.platform.Json;
import parley.platform.NewJob;

/// The templates of channels, as their messengers told them last: asked for when they are wanted first, when the
/// messenger says that they have changed, and again by a job when somebody looks and they are an hour old.
public final class TemplateBook implements JobHandler {

    public static final String KIND = "templates";

    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int PATIENCE = 10;
    private static final int MOST = 1_000;

    /// @param id stays while the template is there
    public record Kept(long id, ChannelId channel, Template template) {}

    /// The payload.
    record Order(ChannelId channel) {}

    private final Database database;
    private final Channels channels;
    private final Jobs jobs;
    private final InstantSource clock;

    public TemplateBook(Database database, Channels channels, Jobs jobs, InstantSource clock) {
        this.database = database;
        this.channels = channels;
        this.jobs = jobs;
        this.clock = clock;
    }

    /// @param occasion one order for each
    public static NewJob again(AccountId account, ChannelId channel, String occasion) {
        return new NewJob(account, KIND, channel + ":" + occasion, "templates:" + channel, new Order(channel));
    }

    /// By name, at most 1,000. Slow the first time, and while there are none: asks the messenger.
    public List<Kept> all(AccountId account, ChannelId channel) {
        var loaded = database.read(tx -> loadedAt(tx, account, channel)).orElse(null);
        var known = kept(account, channel);
        var now = clock.instant();
        // Who looks at an empty list is waiting for the first one.
        if (loaded == null || known.isEmpty() && loaded.plus(PAUSE).isBefore(now)) {
            load(account, channel);
            return kept(account, channel);
        }
        if (loaded.plus(FRESH).isBefore(now)) {
            database.useTransaction(tx -> jobs.enqueue(tx, again(account, channel, loaded.toString())));
        }
        return known;
    }

    private List<Kept> kept(AccountId account, ChannelId channel) {
        return database.read(tx -> tx.createQuery("""
            SELECT id, channel_id, name, language, category, status, parts
            FROM template
            WHERE account_id = :account AND channel_id = :channel
            ORDER BY name, language
            LIMIT :most
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("most", MOST)
                .map((rs, _) -> kept(rs))
                .list());
    }

    /// As it is known; the messenger is not asked.
    public Optional<Kept> find(AccountId account, long id) {
        return database.read(tx -> tx.createQuery("""
            SELECT id, channel_id, name, language, category, status, parts
            FROM template
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account.value())
                .bind("id", id)
                .map((rs, _) -> kept(rs))
                .findOne());
    }

    @Override
    public JobResult run(Job job) {
        var channel = job.payload(Order.class).channel();
        return load(job.account(), channel) || job.attempts() >= PATIENCE
                ? JobResult.done()
                : JobResult.again(PAUSE, "the messenger does not tell");
    }

    /// Answers whether the messenger has told them.
    private boolean load(AccountId account, ChannelId channel) {
        var live = channels.live(account, channel).orElse(null);
        var told = live == null ? List.<Template>of() : live.connection().templates();
        if (told == null || live == null) {
            return live == null;
        }
        database.useTransaction(tx -> store(tx, account, channel, told));
        return true;
    }

    private void store(Handle tx, AccountId account, ChannelId channel, List<Template> told) {
        // Whoever stores first is waited for: two that came at once store the same.
        tx.createUpdate("""
            INSERT INTO template_load (account_id, channel_id, loaded_at)
            VALUES (:account, :channel, :now)
            ON CONFLICT (account_id, channel_id) DO UPDATE SET loaded_at = excluded.loaded_at
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .bind("now", clock.instant())
                .execute();
        columns(tx.createUpdate("""
            DELETE FROM template
            WHERE account_id = :account AND channel_id = :channel
                AND (name, language) NOT IN (SELECT * FROM unnest(:names, :languages))
            """), account, channel, told).execute();
        var insert = columns(tx.createUpdate("""
            INSERT INTO template (account_id, channel_id, name, language, category, status, parts)
            SELECT :account, :channel, told.name, told.language, told.category, told.status, told.parts::jsonb
            FROM unnest(:names, :languages, :categories, :statuses, :parts)
                AS told (name, language, category, status, parts)
            ON CONFLICT (account_id, channel_id, name, language) DO UPDATE
            SET category = excluded.category, status = excluded.status, parts = excluded.parts
            """), account, channel, told);
        Columns.of(insert, told)
                .texts("categories", Template::category)
                .texts("statuses", Template::status)
                .json("parts", Template::parts);
        insert.execute();
    }

    private static org.jdbi.v3.core.statement.Update columns(
            org.jdbi.v3.core.statement.Update update, AccountId account, ChannelId channel, List<Template> told) {
        update.bind("account", account.value()).bind("channel", channel.value());
        Columns.of(update, told).texts("names", Template::name).texts("languages", Template::language);
        return update;
    }

    private static Optional<Instant> loadedAt(Handle tx, AccountId account, ChannelId channel) {
        return tx.createQuery("""
            SELECT loaded_at FROM template_load WHERE account_id = :account AND channel_id = :channel
            """)
                .bind("account", account.value())
                .bind("channel", channel.value())
                .mapTo(Instant.class)
                .findOne();
    }

    private static Kept kept(java.sql.ResultSet rs) throws java.sql.SQLException {
        var template = new Template(
                rs.getString("name"),
                rs.getString("language"),
                rs.getString("category"),
                rs.getString("status"),
                Json.readList(rs.getString("parts"), Template.Part.class));
        return new Kept(rs.getLong("id"), new ChannelId(rs.getLong("channel_id")), template);
    }
}
