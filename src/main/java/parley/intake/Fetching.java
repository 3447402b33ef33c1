package parley.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.MessageId;
import parley.channel.Channels;
import parley.channel.Connection.Fetched;
import parley.chat.Aspect;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.chat.Feed;
import parley.chat.FileInChat;
import parley.chat.Message;
import parley.chat.News;
import parley.platform.Database;
import parley.platform.Job;
import parley.platform.JobHandler;
import parley.platform.JobResult;
import parley.platform.Media;
import parley.platform.NewJob;

/// Fetches the files that clients send, while the message is shown already (R74). One that will not come is shown as
/// gone.
public final class Fetching implements JobHandler {

    public static final String KIND = "fetch";

    private static final int PATIENCE = 12;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /// The payload.
    ///
    /// @param file its place in the message, from 0
    record Order(ChannelId channel, MessageId message, int file) {}

    private final Database database;
    private final ChatRoom room;
    private final Channels channels;
    private final Media media;
    private final long limit;

    /// @param limit the most bytes that are taken in
    public Fetching(Surroundings with, Media media, long limit) {
        this.database = with.database();
        this.room = with.room();
        this.channels = with.channels();
        this.media = media;
        this.limit = limit;
    }

    static NewJob of(Chat chat, MessageId message, int file) {
        var key = message + ":" + file;
        return new NewJob(chat.account(), KIND, key, "fetch:" + key, new Order(chat.channel(), message, file));
    }

    @Override
    public JobResult run(Job job) {
        var order = job.payload(Order.class);
        var message = database.read(tx -> room.messages().find(tx, job.account(), order.message))
                .orElse(null);
        var reference = message == null ? null : message.files().get(order.file).reference();
        if (message == null || reference == null) {
            return JobResult.done();
        }
        var live = channels.live(job.account(), order.channel).orElse(null);
        if (live == null) {
            return gone(job, order, message);
        }
        return switch (live.connection().fetch(reference)) {
            case Fetched.Content(var stream) -> store(job, order, message, stream);
            case Fetched.Gone _ -> gone(job, order, message);
            case Fetched.TryLater(var after, var why) ->
                job.attempts() >= PATIENCE ? gone(job, order, message) : JobResult.again(after, why);
        };
    }

    private JobResult store(Job job, Order order, Message message, InputStream content) {
        var file = message.files().get(order.file);
        try (content) {
            var stored = media.store(job.account(), file.name(), file.mime(), content, limit);
            return JobResult.done(tx -> replace(
                    tx,
                    job.account(),
                    order,
                    loading -> loading.stored(
                            stored.id(), stored.mime(), stored.size(), stored.width(), stored.height())));
        } catch (Media.TooBig _) {
            return gone(job, order, message);
        } catch (IOException broken) {
            return job.attempts() >= PATIENCE
                    ? gone(job, order, message)
                    : JobResult.again(
                            PAUSE.multipliedBy(job.attempts()),
                            broken.getClass().getSimpleName());
        }
    }

    private JobResult gone(Job job, Order order, @Nullable Message message) {
        return message == null
                ? JobResult.done()
                : JobResult.done(tx -> replace(tx, job.account(), order, FileInChat::gone));
    }

    private void replace(Handle tx, AccountId account, Order order, UnaryOperator<FileInChat> change) {
        var found = room.messages().find(tx, account, order.message).orElseThrow();
        room.chats().lock(tx, account, found.chat());
        var message = room.messages().find(tx, account, order.message).orElseThrow();
        var files = new ArrayList<>(message.files());
        files.set(order.file, change.apply(files.get(order.file)));
        room.messages().files(tx, account, message.id(), files);
        var news = new News(account);
        news.add(new Feed.Change.OfMessage(message.chat(), message.id(), new Aspect.Fetched()));
        news.publish(tx, room.feed());
    }
}
