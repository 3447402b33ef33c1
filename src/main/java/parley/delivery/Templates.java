package parley.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.channel.Template;
import parley.channel.TemplateBook;
import parley.channel.TemplateBook.Kept;
import parley.delivery.Destination.Line;
import parley.rules.OutgoingChannel;

/// Templates for whoever may write on a channel, and messages made from them.
public final class Templates {

    private static final String FIELD = "template";
    private static final Set<String> MEDIA = Set.of("header.image", "header.video", "header.document");

    private final Ways with;
    private final TemplateBook book;

    Templates(Ways with, TemplateBook book) {
        this.with = with;
        this.book = book;
    }

    /// Those that can be sent on the channel; empty for whoever may not write there (R42). Slow the first time.
    public Optional<List<Kept>> of(Viewer viewer, ChannelId channel) {
        var rights = Writer.of(
                new Sender.Person(viewer), with.desk().current(viewer.account()).orElse(null));
        if (!(rights instanceof Rights employee)) {
            return Optional.empty();
        }
        var chosen = OutgoingChannel.choose(employee.agreed().settings(), employee.me(), channel, null);
        return chosen instanceof OutgoingChannel.Use
                ? Optional.of(all(viewer.account(), channel).stream()
                        .filter(kept -> kept.template().usable())
                        .toList())
                : Optional.empty();
    }

    /// All of a channel, also those that cannot be sent now.
    public List<Kept> all(AccountId account, ChannelId channel) {
        var takes = with.channels()
                .live(account, channel)
                .flatMap(live -> with.channels().face(live.channel().type()))
                .filter(face -> face.can().templates())
                .isPresent();
        return takes ? book.all(account, channel) : List.of();
    }

    /// By the number that {@link Kept#id} gives.
    public Optional<Kept> find(AccountId account, long id) {
        return book.find(account, id);
    }

    /// What came of the wish for a template.
    ///
    /// @param text what the client will read
    record Made(String text, Map<String, String> details, List<Mistake> mistakes) {}

    /// @param file whether a file goes along: then it is the header's
    Made make(Line line, Draft.FromTemplate wish, boolean file) {
        var template = all(line.channel().account(), line.channel().id()).stream()
                .map(Kept::template)
                .filter(one -> one.name().equals(wish.name()) && one.language().equals(wish.language()))
                .findFirst()
                .orElse(null);
        if (template == null) {
            return new Made("", Map.of(), List.of(Mistake.of(FIELD, "unknown")));
        }
        var mistakes = mistakes(template, wish.variables(), file);
        return new Made(template.preview(wish.variables()), template.details(wish.variables()), mistakes);
    }

    private static List<Mistake> mistakes(Template template, Map<String, String> typed, boolean file) {
        var mistakes = new ArrayList<Mistake>();
        if (!template.usable()) {
            mistakes.add(new Mistake(FIELD, "template_gone", Map.of("status", template.status())));
        }
        var left = new HashMap<>(typed);
        for (var variable : template.variables()) {
            var value = left.remove(variable);
            if ((value == null || value.isBlank()) && !(file && MEDIA.contains(variable))) {
                mistakes.add(Mistake.of(FIELD + "." + variable, "required"));
            }
        }
        left.keySet().stream()
                .sorted()
                .map(variable -> Mistake.of(FIELD + "." + variable, "unknown"))
                .forEach(mistakes::add);
        return mistakes;
    }
}
