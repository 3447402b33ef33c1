package parley.crm.builtin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;
import parley.platform.PageAnswer;
import parley.platform.Secrets;
import parley.platform.SignedPosts;

/// The addresses that are told of changes. Administrators of the CRM see and change them.
final class WebhookPages {

    private static final int LONGEST = 1_000;

    record View(
            String id,
            String url,
            Instant createdAt,
            @Nullable Instant deliveredAt,
            @Nullable String problem,
            @Nullable Instant disabledAt) {

        static View of(Webhooks.Row row) {
            return new View(
                    Long.toString(row.id()),
                    row.url(),
                    row.createdAt(),
                    row.deliveredAt(),
                    row.problem(),
                    row.disabledAt());
        }
    }

    private final Room room;
    private final Secrets secrets;
    private final RandomGenerator random;

    WebhookPages(Room room, Secrets secrets, RandomGenerator random) {
        this.room = room;
        this.secrets = secrets;
        this.random = random;
    }

    Map<String, List<View>> all(Asked asked) {
        return room.ledger().write(asked.employee(), w -> {
            asked.administrator(w, room.tables());
            return Map.of(
                    "rows",
                    room.tables().webhooks().all(w.tx()).stream().map(View::of).toList());
        });
    }

    /// The secret is told once.
    PageAnswer add(Asked asked) {
        var form = asked.form();
        var secret = SignedPosts.secret(random);
        var id = room.ledger().write(asked.employee(), w -> {
            asked.administrator(w, room.tables());
            var url = form.optional("url", LONGEST);
            if (url == null) {
                form.mistake("url", "required");
            } else if (SignedPosts.address(url).isEmpty()) {
                form.mistake("url", "url");
            }
            if (room.tables().webhooks().all(w.tx()).size() >= Webhooks.MOST) {
                form.mistake("url", "too_many");
            }
            form.check();
            var sealed = secrets.seal(secret, Deliveries.context(room.ledger().account()));
            return room.tables().webhooks().insert(w.tx(), String.valueOf(url), sealed, w.now());
        });
        return PageAnswer.json(201, Json.bytes(Map.of("id", Long.toString(id), "secret", secret)));
    }

    Map<String, List<View>> remove(Asked asked, String id) {
        return change(asked, w -> room.tables().webhooks().delete(w.tx(), Rows.number(id)));
    }

    /// What happened while it was off is not told later.
    Map<String, List<View>> enable(Asked asked, String id) {
        return change(asked, w -> room.tables().webhooks().enable(w.tx(), Rows.number(id)));
    }

    private Map<String, List<View>> change(Asked asked, Predicate<Writing> change) {
        room.ledger().write(asked.employee(), w -> {
            asked.administrator(w, room.tables());
            if (!change.test(w)) {
                throw Refused.notFound();
            }
            return null;
        });
        return all(asked);
    }
}
