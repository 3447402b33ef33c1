package parley.delivery;

import java.util.Map;
import parley.channel.TemplateBook;
import parley.chat.FileLinks;
import parley.platform.JobHandler;

/// Everything that room `delivery` offers, made once.
///
/// @param handlers who does the jobs of this room
public record Delivery(
        Reply reply,
        Mailroom mailroom,
        Corrections corrections,
        Resolution resolution,
        NoAnswerNeeded noAnswerNeeded,
        Acceptance acceptance,
        DealWish dealWish,
        QuickReplies quickReplies,
        Attachments attachments,
        Templates templates,
        Map<String, JobHandler> handlers) {

    public static Delivery open(Ways with, FileLinks links) {
        var progress = new Progressing(with.room());
        var changing = new Changing(with.room(), with.clock());
        var holds = new Holds();
        var book = new TemplateBook(with.database(), with.channels(), with.jobs(), with.clock());
        var templates = new Templates(with, book);
        var preparing = new Preparing(with, templates);
        var storing = new Storing(with);
        var reply = new Reply(with, preparing, storing);
        return new Delivery(
                reply,
                new Mailroom(with, reply, preparing, storing),
                new Corrections(with, changing),
                new Resolution(with, progress),
                new NoAnswerNeeded(with),
                new Acceptance(with),
                new DealWish(with),
                new QuickReplies(with.database()),
                new Attachments(with, links),
                templates,
                Map.of(
                        TemplateBook.KIND,
                        book,
                        FileOrder.KIND,
                        new Enclosing(with, progress),
                        SendOrder.KIND,
                        new Sending(with, progress, holds),
                        CorrectionOrder.KIND,
                        new Correcting(with, progress, changing, holds)));
    }

    /// What jobs say that wait for a channel's line: when it is back they need not wait any longer.
    public static final String WAITS_FOR_CHANNEL = SendStep.DOWN;
}
