package parley.http.v3;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import parley.crm.Uploads;
import parley.crm.Uploads.Shelf;

/// What is the same for employees, contacts and deals: one, many, pages of a hundred, and away with them.
///
/// @param code of the refusal of a batch
/// @param shown an entity as it is answered: with all documented keys
record EntityPages<T>(Shelves shelves, String code, Function<Uploads, Shelf<T>> shelf, Function<T, Object> shown) {

    private static final int PAGE = 100;
    private static final int FARTHEST = 100_000_000;

    Shelf<T> of(Call call) {
        return shelf.apply(shelves.of(call));
    }

    /// The page that begins at `offset`, and how many there are in all.
    Answer page(Call call) {
        var piece = of(call).list(call.number("offset", 0, FARTHEST), PAGE);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("count", piece.count());
        answer.put("data", piece.entities().stream().map(shown).toList());
        return Answer.ok(answer);
    }

    Answer one(Call call) {
        return of(call).find(call.id("id")).map(shown).map(Answer::ok).orElseThrow(Refusal::notFound);
    }

    Answer delete(Call call) {
        if (!of(call).remove(List.of(call.id("id"))).isEmpty()) {
            throw Refusal.notFound();
        }
        return Answer.done();
    }

    /// Answers the ids that there were none of.
    Answer deleteMany(Call call) {
        return Answer.ok(of(call).remove(Batch.ids(call, code)));
    }
}
