package parley.channel.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.channel.ChannelLog;
import parley.channel.ChannelTools.StoredFile;
import parley.platform.Json;
import parley.platform.PageAnswer;
import parley.platform.PageRequest;

/// A visitor writes. Answered with 201 only when the message is durable; the same `client_message_id` again is the same
/// message, however often and after whatever accident (R70, R73).
final class Writing {

    private static final int BODY = 64 << 10;
    private static final int PER_VISITOR = 20;
    private static final int PER_ADDRESS = 60;
    private static final int LOCKS = 64;
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Widget widget;
    private final Visitors visitors;
    private final Events events;
    private final Telling telling;
    private final Uploads uploads;
    private final Limits perVisitor;
    private final Limits perAddress;
    private final List<ReentrantLock> locks =
            IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();

    Writing(Widget widget, Visitors visitors, Events events, Telling telling, Uploads uploads) {
        this.widget = widget;
        this.visitors = visitors;
        this.events = events;
        this.telling = telling;
        this.uploads = uploads;
        this.perVisitor = new Limits(widget.tools().clock(), PER_VISITOR);
        this.perAddress = new Limits(widget.tools().clock(), PER_ADDRESS);
    }

    private record Draft(
            String cid,
            @Nullable String text,
            @Nullable StoredFile file,
            @Nullable String replyTo,
            @Nullable String page) {}

    PageAnswer write(PageRequest request, String visitor) {
        var wait = perAddress.take(request.remote());
        if (wait.isPresent()) {
            return Answers.tooMany(wait.get());
        }
        var body = WebPages.json(request, BODY);
        if (body == null) {
            return Answers.noJson();
        }
        var cid = Words.text(body, "client_message_id");
        if (cid == null || !UUID.matcher(cid).matches()) {
            return Answers.refused(422, "client_message_id", "client_message_id is a UUID.");
        }
        var text = Words.text(body, "text");
        if (text != null && text.length() > WebFace.LONGEST_TEXT) {
            return Answers.refused(422, "too_long", "A message has at most " + WebFace.LONGEST_TEXT + " characters.");
        }
        var upload = Words.text(body, "upload_id");
        var file = upload == null ? null : uploads.find(visitor, upload);
        if (upload != null && file == null) {
            return Answers.refused(422, "upload_id", "There is no such upload of this visitor.");
        }
        if (text == null && file == null) {
            return Answers.refused(422, "empty", "A message says something or brings a file.");
        }
        var page = widget.form().pageAddress() ? Words.line(body, "page_url", 1000) : null;
        return once(visitor, new Draft(cid, text, file, Words.line(body, "reply_to", 200), page));
    }

    /// One after the other for a visitor: which body came first under an id is then the same in the log and at the hub.
    private PageAnswer once(String visitor, Draft draft) {
        var lock = locks.get(Math.floorMod(visitor.hashCode(), LOCKS));
        lock.lock();
        try {
            var key = "m:" + draft.cid();
            var before = events.find(visitor, key);
            if (before.isPresent()) {
                return repeated(before.get(), draft);
            }
            var wait = perVisitor.take(visitor);
            if (wait.isPresent()) {
                return Answers.tooMany(wait.get());
            }
            // Durable first, then told to the visitor's own windows: a crash in between is healed by the repetition.
            var id = visitor + "/" + draft.cid();
            telling.message(
                    visitor, visitors.known(visitor), id, draft.text(), draft.file(), draft.replyTo(), draft.page());
            return answer(201, events.append(visitor, key, event(id, draft)));
        } finally {
            lock.unlock();
        }
    }

    private PageAnswer repeated(ChannelLog.Entry before, Draft draft) {
        var was = Json.tree(before.json());
        var file = was.path("attachments").path(0).path("file").asString(null);
        var isSame = Objects.equals(was.path("text").asString(null), draft.text())
                && Objects.equals(was.path("reply_to").asString(null), draft.replyTo())
                && Objects.equals(
                        file, draft.file() == null ? null : draft.file().id());
        return isSame
                ? answer(200, before)
                : Answers.refused(409, "other_body", "Another message was sent under this client_message_id.");
    }

    private static Map<String, Object> event(String id, Draft draft) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", Events.CREATED);
        event.put("message_id", id);
        event.put("author", "visitor");
        event.put("client_message_id", draft.cid());
        if (draft.text() != null) {
            event.put("text", draft.text());
        }
        if (draft.replyTo() != null) {
            event.put("reply_to", draft.replyTo());
        }
        if (draft.file() != null) {
            event.put("attachments", List.of(Events.attachment(draft.file())));
        }
        return event;
    }

    private static PageAnswer answer(int status, ChannelLog.Entry entry) {
        return Answers.ok(
                status,
                Map.of(
                        "message_id", Json.tree(entry.json()).path("message_id").asString(""),
                        "event_id", Long.toString(entry.position()),
                        "created_at", entry.at().toString()));
    }
}
