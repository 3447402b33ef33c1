package parley.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import parley.delivery.Destination.Line;
import parley.platform.Media.StoredFile;

/// Finds out about a message what can be known before anything is locked.
final class Preparing {

    private final Ways with;

    Preparing(Ways with) {
        this.with = with;
    }

    Prepared prepare(Writer writer, Draft draft, Line line, Instant arrived) {
        var mistakes = new ArrayList<Mistake>();
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
        var checked =
                Limits.check(line.face().can(), line.messenger(writer.language()), draft.text(), files, draft.voice());
        // Whoever named files that are not there, or are yet to be fetched, has not sent nothing.
        checked.mistakes().stream()
                .filter(mistake -> draft.files().isEmpty() && draft.file() == null
                        || !mistake.field().equals("text")
                        || !mistake.code().equals("empty"))
                .forEach(mistakes::add);
        var began = cid.map(known -> known.began(arrived)).orElse(arrived);
        return new Prepared(draft, line, files, checked.kind(), mistakes, began);
    }
}
