package parley.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.channel.Content;
import parley.delivery.Destination.Line;
import parley.platform.Media.StoredFile;

/// Finds out about a message what can be known before anything is locked.
final class Preparing {

    private final Ways with;
    private final Templates templates;

    Preparing(Ways with, Templates templates) {
        this.with = with;
        this.templates = templates;
    }

    /// Slow for a template that nobody has asked for before.
    Prepared prepare(Writer writer, Draft typed, Line line, Instant arrived) {
        var made = typed.template() == null
                ? null
                : templates.make(line, typed.template(), !typed.files().isEmpty());
        var draft = made == null ? typed : typed.saying(made.text());
        var mistakes = new ArrayList<>(made == null ? List.<Mistake>of() : made.mistakes());
        var cid = Cid.read(draft.cid());
        if (cid.isEmpty()) {
            mistakes.add(Mistake.of("cid", "no_uuid"));
        }
        if (draft.files().size() > Limits.MOST_FILES) {
            mistakes.add(new Mistake("files", "too_many", Map.of("max", Limits.MOST_FILES)));
        }
        var files = new ArrayList<StoredFile>();
        for (int place = 0; place < Math.min(draft.files().size(), Limits.MOST_FILES); place++) {
            var found = with.media().find(writer.account(), draft.files().get(place));
            found.ifPresent(files::add);
            if (found.isEmpty()) {
                mistakes.add(Mistake.of("files." + place, "unknown"));
            }
        }
        if (made != null && !made.mistakes().isEmpty()) {
            return new Prepared(draft, line, files, Content.Kind.TEMPLATE, Map.of(), mistakes, arrived);
        }
        var checked =
                Limits.check(line.face().can(), line.messenger(writer.language()), draft.text(), files, draft.voice());
        // Whoever named files that are not there, or are yet to be fetched, has not sent nothing.
        checked.mistakes().stream()
                .filter(mistake -> draft.files().isEmpty() && draft.file() == null
                        || !mistake.field().equals("text")
                        || !mistake.code().equals("empty"))
                .forEach(mistakes::add);
        var began = cid.map(known -> known.began(arrived)).orElse(arrived);
        var kind = made == null ? checked.kind() : Content.Kind.TEMPLATE;
        return new Prepared(draft, line, files, kind, details(made, draft), mistakes, began);
    }

    private static Map<String, String> details(Templates.@Nullable Made made, Draft draft) {
        var details = new HashMap<>(made == null ? Map.<String, String>of() : made.details());
        var numbered = draft.crmMessageId();
        if (numbered != null) {
            details.put(CrmMessages.DETAIL, numbered);
        }
        return details;
    }
}
