package parley.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.ChatId;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.Phone;
import parley.base.PipelineId;
import parley.base.StageRef;
import parley.chat.Chat;
import parley.chat.ChatRoom;
import parley.crm.Catalogue;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.platform.Database;
import parley.settings.Crms;
import parley.settings.SettingsDesk.Agreed;

/// The client in the CRM, and the viewer's briefcase (R60, R61, UX 9.5, 9.6). When the CRM does not answer in time,
/// what it said last is shown.
public final class Card {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// @param contact absent when the client is not in the CRM
    /// @param deals in which the viewer is responsible: open ones first
    /// @param newDealUrl the CRM's page for a new deal of this contact
    /// @param asksDeal whether the CRM can be asked for a new deal instead (R61)
    /// @param asOf when the CRM said so
    /// @param crm `up` or `down`
    public record Answer(
            @Nullable Contact contact,
            List<Deal> deals,
            @Nullable String newDealUrl,
            boolean asksDeal,
            @Nullable Instant asOf,
            String crm) {}

    /// @param phones as the CRM spells them (R53)
    /// @param readAs how those are read that are read differently (R52)
    public record Contact(
            ContactId id,
            String name,
            List<String> phones,
            Map<String, String> readAs,
            List<Address> addresses,
            @Nullable Named responsible,
            @Nullable String url) {}

    /// @param chat the viewer's chat with this address, if he sees one
    public record Address(
            String network, String address, @Nullable ChatId chat) {}

    /// @param state `open`, `won`, `lost` or `closed`
    public record Deal(
            DealId id,
            String name,
            String pipeline,
            String stage,
            String state,
            java.math.@Nullable BigDecimal amount,
            @Nullable String url) {}

    /// What the CRM said.
    private sealed interface Said {

        record Present(CardStore.Known known, @Nullable String newDealUrl, boolean asksDeal) implements Said {}

        record Gone() implements Said {}

        record Nothing() implements Said {}
    }

    private record Question(
            @Nullable ContactId contact, @Nullable PipelineId pipeline) {}

    private final Database database;
    private final Moments moments;
    private final ChatRoom room;
    private final Crms crms;
    private final CardStore cards;
    private final InstantSource clock;

    Card(Database database, Moments moments, ChatRoom room, Crms crms, CardStore cards, InstantSource clock) {
        this.database = database;
        this.moments = moments;
        this.room = room;
        this.crms = crms;
        this.cards = cards;
        this.clock = clock;
    }

    /// Slow: asks the CRM.
    public Seen<Answer> of(Viewer viewer, ChatId id) {
        var seen = moments.at(viewer.account(), moment -> Seen.of(moment, viewer, room, id, Card::question));
        return seen.then(question -> question.contact() == null
                ? new Seen.Shown<>(nobody())
                : of(viewer, id, question.contact(), question.pipeline()));
    }

    private Seen<Answer> of(Viewer viewer, ChatId id, ContactId contact, @Nullable PipelineId pipeline) {
        var line = crms.of(viewer.account()).orElse(null);
        var asked = clock.instant();
        var said = line == null ? new Said.Nothing() : ask(line.crm(), contact, pipeline);
        if (line != null && said instanceof Said.Present(var known, var _, var _)) {
            database.useTransaction(tx -> cards.keep(tx, viewer.account(), line.integration(), known, asked));
        }
        // The answer took its time: whether he sees the chat is asked again.
        return moments.at(
                viewer.account(),
                moment -> Seen.of(moment, viewer, room, id, (eyes, chat) -> answer(moment, eyes, chat, said, asked)));
    }

    private static Question question(Eyes eyes, Chat chat) {
        var stage = eyes.agreed()
                .settings()
                .channel(chat.channel())
                .map(channel -> channel.newClients().stage())
                .orElse(null);
        return new Question(chat.contact(), stage == null ? null : stage.pipeline());
    }

    private static Answer nobody() {
        return new Answer(null, List.of(), null, false, null, "up");
    }

    private static Said ask(Crm crm, ContactId contact, @Nullable PipelineId pipeline) {
        var answer = new FutureTask<>(() -> read(crm, contact, pipeline));
        var thread = Thread.ofVirtual().name("card").start(answer);
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            thread.interrupt();
            return new Said.Nothing();
        } catch (ExecutionException problem) {
            if (problem.getCause() instanceof CrmTrouble) {
                return new Said.Nothing();
            }
            throw new IllegalStateException(problem.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Said.Nothing();
        }
    }

    private static Said read(Crm crm, ContactId id, @Nullable PipelineId pipeline) {
        return switch (crm.contact(id)) {
            case Crm.Found.Present<parley.crm.Contact>(var found) -> present(crm, found, pipeline);
            case Crm.Found.Gone<parley.crm.Contact>(var into) ->
                into == null
                        ? new Said.Gone()
                        : crm.contact(new ContactId(into))
                                .present()
                                .<Said>map(found -> present(crm, found, pipeline))
                                .orElseGet(Said.Gone::new);
        };
    }

    private static Said present(Crm crm, parley.crm.Contact found, @Nullable PipelineId pipeline) {
        var id = found.id();
        var links = crm.links();
        var deals = crm.deals(id).stream()
                .map(deal -> new CardStore.Deal(
                        deal.id(),
                        deal.name(),
                        deal.stage(),
                        deal.kind(),
                        deal.responsible(),
                        deal.amount(),
                        links.deal(deal.id())))
                .toList();
        var known = new CardStore.Known(
                id, found.name(), found.responsible(), found.phones(), found.addresses(), links.contact(id), deals);
        var newDeal = links.newDeal(id, pipeline);
        return new Said.Present(
                known, newDeal, newDeal == null && crm.capabilities().createsDeals());
    }

    private Answer answer(Moment moment, Eyes eyes, Chat chat, Said said, Instant asked) {
        return switch (said) {
            case Said.Gone() -> new Answer(null, List.of(), null, false, asked, "up");
            case Said.Present(var known, var newDealUrl, var asks) ->
                new Answer(contact(moment, eyes, known), deals(eyes, known), newDealUrl, asks, asked, "up");
            case Said.Nothing() -> {
                var kept =
                        cards.find(moment.tx(), moment.account(), eyes.agreed().integration(), chat.contact());
                yield new Answer(
                        kept.map(one -> contact(moment, eyes, one.known())).orElse(null),
                        kept.map(one -> deals(eyes, one.known())).orElse(List.of()),
                        null,
                        false,
                        kept.map(CardStore.Kept::asOf).orElse(null),
                        "down");
            }
        };
    }

    private Contact contact(Moment moment, Eyes eyes, CardStore.Known known) {
        var reading = eyes.agreed().settings().eightIsSeven() ? Phone.Reading.EIGHT_IS_RUSSIA : Phone.Reading.AS_TYPED;
        var readAs = new TreeMap<String, String>();
        for (var typed : known.phones()) {
            Phone.read(typed, reading)
                    .filter(phone -> !phone.value().substring(1).equals(typed.replaceAll("\\D", "")))
                    .ifPresent(phone -> readAs.put(typed, phone.value()));
        }
        return new Contact(
                known.id(),
                known.name(),
                known.phones(),
                readAs,
                addresses(moment, eyes, known),
                known.responsible() == null ? null : eyes.named(known.responsible()),
                known.url());
    }

    private List<Address> addresses(Moment moment, Eyes eyes, CardStore.Known known) {
        var ids = room.chatsOf().contact(moment.tx(), moment.account(), known.id());
        var chats = room.chats().find(moment.tx(), moment.account(), ids).stream()
                .filter(chat -> eyes.sees(chat))
                .collect(Collectors.toMap(
                        chat -> chat.address().network().value() + ":"
                                + chat.address().id(),
                        Chat::id,
                        (one, _) -> one));
        return known.addresses().stream()
                .map(address -> new Address(
                        address.network().value(),
                        address.username() == null ? address.id() : "@" + address.username(),
                        chats.get(address.network().value() + ":" + address.id())))
                .toList();
    }

    /// Only his own (R60), for every role.
    private static List<Deal> deals(Eyes eyes, CardStore.Known known) {
        return known.deals().stream()
                .filter(deal -> eyes.me().equals(deal.responsible()))
                .map(deal -> deal(eyes.agreed(), deal))
                .sorted(Comparator.comparing(deal -> !deal.state().equals("open")))
                .toList();
    }

    private static Deal deal(Agreed agreed, CardStore.Deal deal) {
        var state = switch (deal.kind()) {
            case UNSORTED, OPEN -> "open";
            case WON, LOST, CLOSED -> deal.kind().name().toLowerCase(Locale.ROOT);
        };
        var pipeline = agreed.catalogue().pipelines().stream()
                .filter(one -> one.id().equals(deal.stage().pipeline()))
                .findFirst();
        return new Deal(
                deal.id(),
                deal.name(),
                pipeline.map(Catalogue.Pipeline::name).orElse(""),
                pipeline.flatMap(one -> stage(one, deal.stage())).orElse(""),
                state,
                deal.amount(),
                deal.url());
    }

    private static Optional<String> stage(Catalogue.Pipeline pipeline, StageRef stage) {
        return pipeline.stages().stream()
                .filter(one -> one.id().equals(stage.stage()))
                .map(Catalogue.Stage::name)
                .findFirst();
    }
}
