package parley.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.ChatId;
import parley.base.DealId;
import parley.base.PublicId;
import parley.channel.Template;
import parley.channel.TemplateBook;
import parley.delivery.DealWish.Wished;
import parley.delivery.Delivery;
import parley.delivery.Done;
import parley.delivery.QuickReplies;
import parley.delivery.QuickReplies.Kept;
import parley.inbox.Rows;

/// What stands around the text box: taking a client, wishing for a deal, saying that no answer is needed, quick
/// replies.
final class ComposerPages {

    /// @param cid made by the window: the same wish twice is one deal
    record Wish(@Nullable String cid) {}

    record MadeDeal(DealId id, @Nullable String url) {}

    record Typed(
            @Nullable String shortcut,
            @Nullable String text,
            @Nullable Boolean shared) {

        QuickReplies.Typed reply() {
            return new QuickReplies.Typed(
                    shortcut == null ? "" : shortcut, text == null ? "" : text, shared != null && shared);
        }
    }

    private final Delivery delivery;
    private final Rows rows;

    ComposerPages(Delivery delivery, Rows rows) {
        this.delivery = delivery;
        this.rows = rows;
    }

    Answer accept(Asked asked) {
        return row(asked, delivery.acceptance().accept(asked.viewer(), ChatPages.chat(asked)));
    }

    /// Waits for the CRM, half a minute at most.
    Answer wishDeal(Asked asked) {
        var cid = asked.json(Wish.class).cid();
        return switch (delivery.dealWish().wish(asked.viewer(), ChatPages.chat(asked), cid == null ? "" : cid)) {
            case Wished.Made(var deal, var url) -> Answer.json(201, new MadeDeal(deal, url));
            case Wished.Asked() -> Answer.json(202, Map.of());
            case Wished.Silent() ->
                Answer.error(424, "crm_silent", "The CRM did not answer as it should; no deal was made.");
            case Wished.Not(var why) -> MessagePages.done(why);
        };
    }

    Answer noAnswerNeeded(Asked asked) {
        return row(asked, delivery.noAnswerNeeded().mark(asked.viewer(), ChatPages.chat(asked)));
    }

    Answer undoNoAnswerNeeded(Asked asked) {
        return row(asked, delivery.noAnswerNeeded().undo(asked.viewer(), ChatPages.chat(asked)));
    }

    private Answer row(Asked asked, Done done) {
        ChatId chat = ChatPages.chat(asked);
        return done instanceof Done.Yes
                ? rows.chat(asked.viewer(), chat)
                        .map(row -> Answer.ok(Map.of("row", row)))
                        .orElseGet(Answer::empty)
                : MessagePages.done(done);
    }

    /// @param id of the template for programs (`templateId`)
    /// @param variables what has to be filled in, in the order in which it is read
    record TemplateRow(
            String id,
            String name,
            String language,
            String category,
            List<Template.Part> parts,
            List<String> variables) {

        static TemplateRow of(TemplateBook.Kept kept) {
            var template = kept.template();
            return new TemplateRow(
                    PublicId.ofTemplate(kept.id()).toString(),
                    template.name(),
                    template.language(),
                    template.category(),
                    template.parts(),
                    template.variables());
        }
    }

    /// Those that can be sent on the channel, for whoever may write there.
    Answer templates(Asked asked) {
        return delivery.templates()
                .of(asked.viewer(), new ChannelId(asked.id("id")))
                .map(all -> Answer.ok(
                        Map.of("rows", all.stream().map(TemplateRow::of).toList())))
                .orElseGet(Answer::notFound);
    }

    Answer quickReplies(Asked asked) {
        return Answer.ok(Map.of("rows", delivery.quickReplies().all(asked.viewer())));
    }

    Answer addQuickReply(Asked asked) {
        var typed = asked.json(Typed.class).reply();
        return kept(delivery.quickReplies().add(asked.viewer(), typed), 201);
    }

    Answer changeQuickReply(Asked asked) {
        var typed = asked.json(Typed.class).reply();
        return kept(delivery.quickReplies().change(asked.viewer(), asked.id("id"), typed), 200);
    }

    Answer removeQuickReply(Asked asked) {
        var kept = delivery.quickReplies().remove(asked.viewer(), asked.id("id"));
        return kept instanceof Kept.Done ? Answer.empty() : kept(kept, 200);
    }

    private static Answer kept(Kept kept, int status) {
        return switch (kept) {
            case Kept.Done(var reply) -> Answer.json(status, reply);
            case Kept.Invalid(var mistakes) ->
                Answer.invalid(mistakes.stream()
                        .map(mistake -> new ApiError.Field(mistake.field(), mistake.code(), mistake.args()))
                        .toList());
            case Kept.NotAllowed() ->
                Answer.json(
                        403,
                        new ApiError(
                                "not_allowed",
                                "Shared quick replies are kept by administrators, own ones by employees.",
                                List.of(),
                                Map.of()));
            case Kept.Nothing() -> Answer.notFound();
        };
    }
}
