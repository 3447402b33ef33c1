package parley.http;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.base.MessageId;
import parley.inbox.AccessAnswer;
import parley.inbox.Drafts;
import parley.inbox.Inbox;
import parley.inbox.Seen;
import parley.inbox.Threads.Where;
import parley.inbox.Viewers;
import parley.inbox.Wanted;

/// What sellers look at: the beginning, the list, a chat with its thread, and what they keep there for themselves.
final class ChatPages {

    private static final int ROWS = 200;
    private static final int MESSAGES = 60;
    private static final int DRAFT = 20_000;
    private static final int QUESTION = 200;

    record Draft(String text, long rev) {}

    record Discarded(long rev) {}

    private final Inbox inbox;
    private final Assets assets;

    ChatPages(Inbox inbox, Assets assets) {
        this.inbox = inbox;
        this.assets = assets;
    }

    Answer boot(Asked asked) {
        return Answer.ok(inbox.boot().of(asked.viewer(), assets.build()));
    }

    Answer list(Asked asked) {
        var view = asked.query("view").orElse("all");
        var wanted = new Wanted(
                Wanted.View.of(view).orElseThrow(() -> wrong("view")),
                asked.query("channel")
                        .map(id -> new ChannelId(number("channel", id)))
                        .orElse(null),
                asked.query("employee").map(EmployeeId::new).orElse(null),
                asked.query("waiting").isPresent(),
                asked.query("deals").filter("closed"::equals).isPresent(),
                asked.query("q").map(String::strip).filter(q -> !q.isEmpty()).orElse(null),
                asked.query("after").orElse(null),
                asked.number("limit", 50, ROWS));
        return Answer.ok(inbox.list().page(asked.viewer(), wanted));
    }

    Answer open(Asked asked) {
        return shown(inbox.chat().open(asked.viewer(), chat(asked)), Answer::ok);
    }

    Answer card(Asked asked) {
        return shown(inbox.card().of(asked.viewer(), chat(asked)), Answer::ok);
    }

    Answer decisions(Asked asked) {
        return shown(inbox.decisions().of(asked.viewer(), chat(asked)), rows -> Answer.ok(Map.of("rows", rows)));
    }

    Answer access(Asked asked) {
        var employee = asked.query("employee").map(EmployeeId::new).orElse(null);
        return switch (inbox.access().ask(asked.viewer(), chat(asked), employee)) {
            case AccessAnswer.Asked.Known(var answer) -> Answer.ok(answer);
            case AccessAnswer.Asked.NotAllowed() -> managersOnly();
            case AccessAnswer.Asked.NoChat() -> Answer.notFound();
        };
    }

    Answer viewers(Asked asked) {
        return switch (inbox.viewers().of(asked.viewer(), chat(asked))) {
            case Viewers.Asked.Known(var answer) -> Answer.ok(answer);
            case Viewers.Asked.NotAllowed() -> managersOnly();
            case Viewers.Asked.NoChat() -> Answer.notFound();
        };
    }

    private static Answer managersOnly() {
        return Answer.error(403, "managers_only", "Managers of the channel and administrators may ask about others.");
    }

    Answer search(Asked asked) {
        var q = asked.query("q").map(String::strip).filter(typed -> !typed.isEmpty() && typed.length() <= QUESTION);
        var limit = asked.number("limit", 20, 50);
        var after = asked.query("after").orElse(null);
        var typed = q.orElseThrow(() -> wrong("q"));
        return switch (asked.query("in").orElse("contacts")) {
            case "contacts" -> Answer.ok(inbox.search().contacts(asked.viewer(), typed, after, limit));
            case "messages" -> {
                var chat = asked.query("chat")
                        .map(id -> new ChatId(number("chat", id)))
                        .orElse(null);
                var behind = after == null ? null : new MessageId(number("after", after));
                yield Answer.ok(inbox.search().messages(asked.viewer(), typed, chat, behind, limit));
            }
            default -> throw wrong("in");
        };
    }

    Answer messages(Asked asked) {
        Where where = asked.query("before")
                .<Where>map(seq -> new Where.Before(number("before", seq)))
                .or(() -> asked.query("after").map(seq -> new Where.After(number("after", seq))))
                .or(() -> asked.query("around").map(seq -> new Where.Around(number("around", seq))))
                .or(() -> asked.query("message").map(id -> new Where.Quoted(new MessageId(number("message", id)))))
                .orElseGet(Where.End::new);
        var limit = asked.number("limit", 40, MESSAGES);
        return shown(inbox.threads().page(asked.viewer(), chat(asked), where, limit), Answer::ok);
    }

    Answer keepDraft(Asked asked) {
        var typed = asked.json(Draft.class);
        if (typed.text().length() > DRAFT) {
            throw Refused.with(422, "too_long", "A draft holds at most " + DRAFT + " characters.");
        }
        return keep(asked, typed.text(), typed.rev());
    }

    Answer discardDraft(Asked asked) {
        return keep(asked, "", asked.json(Discarded.class).rev());
    }

    private Answer keep(Asked asked, String text, long revision) {
        return shown(inbox.drafts().keep(asked.viewer(), chat(asked), text, revision), kept -> switch (kept) {
            case Drafts.Kept.Done(var draft) -> Answer.ok(draft);
            case Drafts.Kept.Newer(var draft) ->
                Answer.json(
                        409,
                        new ApiError(
                                "newer",
                                "Another window has written later.",
                                java.util.List.of(),
                                Map.of("text", draft.text(), "rev", draft.rev())));
        });
    }

    Answer mute(Asked asked) {
        return shown(inbox.drafts().mute(asked.viewer(), chat(asked), true), _ -> Answer.empty());
    }

    Answer unmute(Asked asked) {
        return shown(inbox.drafts().mute(asked.viewer(), chat(asked), false), _ -> Answer.empty());
    }

    static ChatId chat(Asked asked) {
        return new ChatId(asked.id("id"));
    }

    /// What is not to be seen is refused with the reason (UX 6.5).
    static <T> Answer shown(Seen<T> seen, Function<T, Answer> answer) {
        return switch (seen) {
            case Seen.Shown<T>(var value) -> answer.apply(value);
            case Seen.Hidden<T>(var why) ->
                Answer.json(
                        403,
                        new ApiError(
                                why.code(),
                                "This chat is not for you to see.",
                                java.util.List.of(),
                                Map.copyOf(why.args())));
            case Seen.NoChat<T>() -> Answer.notFound();
        };
    }

    private static long number(String name, @Nullable String typed) {
        try {
            return Long.parseLong(String.valueOf(typed));
        } catch (NumberFormatException _) {
            throw wrong(name);
        }
    }

    private static Refused wrong(String name) {
        return Refused.with(400, "bad_parameter", "`" + name + "` cannot be understood.");
    }
}
