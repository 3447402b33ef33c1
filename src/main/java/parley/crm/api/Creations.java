package parley.crm.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.Phone;
import parley.crm.Crm;
import parley.crm.NewContact;
import parley.crm.NewDeal;
import tools.jackson.databind.JsonNode;

/// Asks the CRM for new contacts and deals, each once: what it has taken, or perhaps taken, is never asked for again,
/// but waited for. Only what it is known not to have done is asked again, and what somebody wants sent again after its
/// answer got lost.
final class Creations {

    /// Pauses after the first attempt and those that follow it.
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10));

    /// An answer that got lost is made up for by the record itself; after so long people decide.
    private static final Duration LOST_AFTER = Duration.ofHours(1);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN_AT_MOST = Duration.ofMinutes(10);

    private final Book book;
    private final Tables tables;
    private final Asking asking;
    private final Waiting waiting;
    private final RandomGenerator random;

    Creations(Book book, Tables tables, Asking asking, Waiting waiting, RandomGenerator random) {
        this.book = book;
        this.tables = tables;
        this.asking = asking;
        this.waiting = waiting;
        this.random = random;
    }

    boolean possible() {
        return asking.possible();
    }

    /// One wish.
    ///
    /// @param found the record, if it is there by now; given the moment since when it may have come
    /// @param answered the id of the record that an answer brings, stored
    private record Wish(
            Requests.Kind kind,
            String key,
            Map<String, ?> request,
            Function<Handle, Optional<Instant>> since,
            Finder found,
            Taker answered) {}

    private interface Finder {
        Optional<String> find(Handle tx, Instant since);
    }

    private interface Taker {
        Optional<String> take(Writing w, @Nullable JsonNode record);
    }

    ContactId contact(NewContact contact, String key) {
        var asked = Bodies.asked(contact);
        return new ContactId(grant(new Wish(
                Requests.Kind.CONTACT,
                key,
                Bodies.contact(asked, contact.wish()),
                _ -> Optional.empty(),
                (tx, _) -> matching(tx, contact),
                (w, json) -> Answers.contact(json, asked).map(made -> {
                    tables.contacts().put(w, List.of(made));
                    return made.id();
                }))));
    }

    DealId deal(NewDeal deal, String key) {
        var contact = deal.contact().value();
        var asked = Bodies.asked(deal);
        var stage = deal.stage();
        var real = stage == null
                ? Optional.<String>empty()
                : book.read(tx -> tables.pipelines().real(tx, stage));
        return new DealId(grant(new Wish(
                Requests.Kind.DEAL,
                key,
                Bodies.deal(deal, real.orElse(null)),
                tx -> deal.wish() == Crm.Wish.AUTO ? tables.requests().askedFor(tx, contact) : Optional.empty(),
                (tx, since) -> newDeal(tx, contact, since),
                (w, json) -> Answers.deal(json, asked).map(made -> {
                    tables.deals().put(w, List.of(made));
                    return made.id();
                }))));
    }

    private String grant(Wish wish) {
        if (book.write(w -> isGivenUp(w, wish))) {
            throw Waiting.forSomebody();
        }
        var known = book.write(w -> known(w, wish));
        if (known.isPresent()) {
            return known.get();
        }
        if (asking.isAway()) {
            throw Waiting.forCrm(LOOK_AGAIN_AT_MOST);
        }
        var begun = book.write(w -> tables.requests().begin(w, wish.kind(), wish.key(), id()));
        if (begun.isEmpty()) {
            throw Waiting.forRecord(LOOK_AGAIN);
        }
        return switch (asking.ask(begun.get().webhookId(), wish.request())) {
            case Asking.Said.Yes(var record) -> taken(wish, record);
            case Asking.Said.No(var again) -> {
                failed(wish);
                throw Waiting.forCrm(again == null ? pause(begun.get().attempts()) : again);
            }
            case Asking.Said.Silence() -> throw Waiting.forRecord(LOOK_AGAIN);
        };
    }

    /// Whether its answer got lost and its record has not come either. Nobody is asked by that: whoever comes with the
    /// wish after this wants it sent again, under the same id.
    private boolean isGivenUp(Writing w, Wish wish) {
        var isLost = tables.requests()
                .lock(w.tx(), wish.key())
                .filter(row -> row.state() == Requests.State.ASKING
                        && !row.lastAt().plus(LOST_AFTER).isAfter(book.clock().instant())
                        && wish.found().find(w.tx(), row.firstAt()).isEmpty())
                .isPresent();
        if (isLost) {
            tables.requests().settle(w, wish.key(), Requests.State.FAILED, null);
        }
        return isLost;
    }

    /// What became of the wish so far; empty when the CRM is to be asked. Throws while its record is waited for.
    private Optional<String> known(Writing w, Wish wish) {
        var row = tables.requests().lock(w.tx(), wish.key()).orElse(null);
        if (row == null) {
            return wish.since()
                    .apply(w.tx())
                    .flatMap(since -> wish.found().find(w.tx(), since))
                    .map(id -> {
                        tables.requests().begin(w, wish.kind(), wish.key(), id());
                        return done(w, wish, id);
                    });
        }
        return switch (row.state()) {
            case DONE -> Optional.ofNullable(row.entity());
            case FAILED -> wish.found().find(w.tx(), row.firstAt()).map(id -> done(w, wish, id));
            case ASKING, ACCEPTED ->
                Optional.of(wish.found()
                        .find(w.tx(), row.firstAt())
                        .map(id -> done(w, wish, id))
                        .orElseThrow(() -> Waiting.forRecord(lookAgain(row.lastAt()))));
        };
    }

    private String done(Writing w, Wish wish, String record) {
        tables.requests().settle(w, wish.key(), Requests.State.DONE, record);
        return record;
    }

    private String taken(Wish wish, @Nullable JsonNode record) {
        var made = book.write(w -> {
            var id = wish.answered().take(w, record);
            var state = id.isPresent() ? Requests.State.DONE : Requests.State.ACCEPTED;
            tables.requests().settle(w, wish.key(), state, id.orElse(null));
            waiting.back(w);
            return id;
        });
        return made.orElseThrow(() -> Waiting.forRecord(LOOK_AGAIN));
    }

    private void failed(Wish wish) {
        book.write(w -> {
            tables.requests().settle(w, wish.key(), Requests.State.FAILED, null);
            return null;
        });
    }

    /// Whoever answers to the client's addresses.
    private Optional<String> matching(Handle tx, NewContact contact) {
        var keys = new ArrayList<String>();
        contact.addresses().forEach(one -> keys.addAll(Keys.of(one.network(), one.id(), one.username())));
        contact.phones().stream()
                .flatMap(phone -> Phone.read(phone, Phone.Reading.AS_TYPED).stream())
                .forEach(phone -> keys.addAll(Keys.of(phone)));
        return tables.contacts().byKeys(tx, keys).stream()
                .map(row -> row.contact().id())
                .findFirst();
    }

    /// An open one that has come since; what was closed meanwhile is another story (R37).
    private Optional<String> newDeal(Handle tx, String contact, Instant since) {
        return tables.deals().ofContact(tx, contact).stream()
                .filter(row -> row.closedAt() == null && !row.createdAt().isBefore(since))
                .map(row -> row.deal().id())
                .filter(id -> !tables.requests().isTaken(tx, id))
                .findFirst();
    }

    /// Give or take a tenth, so that many do not come at once.
    private Duration pause(int attempts) {
        var pause = PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
        return Duration.ofMillis((long) (pause.toMillis() * (0.9 + random.nextDouble() / 5)));
    }

    /// Longer and longer: what it waits for wakes it anyway.
    private Duration lookAgain(Instant since) {
        var waited = Duration.between(since, book.clock().instant());
        if (waited.compareTo(LOOK_AGAIN) < 0) {
            return LOOK_AGAIN;
        }
        return waited.compareTo(LOOK_AGAIN_AT_MOST) > 0 ? LOOK_AGAIN_AT_MOST : waited;
    }

    private String id() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return "msg_" + HexFormat.of().formatHex(bytes).toLowerCase(Locale.ROOT);
    }
}
