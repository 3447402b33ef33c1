package parley.settings;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.auth.FrameGrant;
import parley.auth.FrameWish;
import parley.base.AccountId;
import parley.base.ContactId;
import parley.base.EmployeeId;
import parley.channel.Channels;
import parley.crm.Cards;
import parley.crm.Cards.Card;
import parley.crm.Cards.Proof;
import parley.crm.Cards.Visit;
import parley.crm.Cards.Why;
import parley.crm.Contact;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.platform.Database;
import parley.settings.SettingsDesk.Agreed;

/// Where pages of the connected CRM come for Parley's window in a card. The CRM proves who looks at which card; whose
/// chats the window then shows is asked of the CRM here, never of the browser, and narrows what the employee's role
/// allows (UX 16.2).
public final class CardDoor {

    private static final Logger LOG = System.getLogger(CardDoor.class.getName());

    /// So many proofs are looked at together; each may cost the CRM some calls.
    private static final int TOGETHER = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// What came of it.
    public sealed interface Entry {

        /// @param code opens the window, once, soon
        record Open(FrameGrant grant, String code) implements Entry {}

        record Closed(Reason reason) implements Entry {}
    }

    /// Why there is no window, as the person in front of it may know.
    public enum Reason {
        /// The proof is missing, forged, over, or was used before.
        NO_PROOF,
        /// The card is not in the CRM so far.
        NOT_SAVED,
        /// The CRM does not show him the card, or has it no more.
        NO_CARD,
        /// The administrator has to type something into the integration's form.
        NOT_SET_UP,
        /// Not among the employees of the last refresh, or not any more (R8).
        STRANGER,
        /// No role on any channel (R15).
        NO_ROLE,
        /// The CRM does not answer.
        CRM_AWAY,
        /// Too many come at once.
        BUSY
    }

    /// A door that is there.
    ///
    /// @param sites of the CRM's pages: nobody else may hold what is answered
    /// @param origin how this hub is reached
    public record Known(
            AccountId account, Crms.Line line, int connection, Cards cards, List<String> sites, URI origin) {}

    private final Auth auth;
    private final Channels channels;
    private final SettingsDesk desk;
    private final Crms crms;
    private final CardProofs proofs;
    private final InstantSource clock;
    private final Duration life;
    private final Rush rush = new Rush();
    private final Semaphore looked = new Semaphore(TOGETHER, true);

    /// @param life of the code
    public CardDoor(Database database, Auth auth, Channels channels, SettingsDesk desk, Crms crms, Duration life) {
        this.auth = auth;
        this.channels = channels;
        this.desk = desk;
        this.crms = crms;
        this.proofs = new CardProofs(database, auth.audit);
        this.clock = crms.tools().clock();
        this.life = life;
    }

    /// The door at the address that ends so. Empty when there is none, or no more.
    public Optional<Known> at(String type, String key) {
        return crms.carded(type, key).flatMap(opened -> {
            var cards = opened.line().crm().cards();
            return cards == null
                    ? Optional.empty()
                    : Optional.of(new Known(
                            opened.account(),
                            opened.line(),
                            opened.connection(),
                            cards,
                            List.copyOf(cards.sites()),
                            crms.tools().origin().get()));
        });
    }

    /// @param address of the other side, for the record of what was done
    public Entry visit(Known door, Proof proof, String address) {
        try {
            if (rush.isTooMuch(clock.millis()) || !looked.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Entry.Closed(Reason.BUSY);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Entry.Closed(Reason.BUSY);
        }
        try {
            return switch (door.cards().visit(proof)) {
                case Visit.Refused(var why) -> new Entry.Closed(reason(why));
                case Visit.Proven proven -> enter(door, proven, address);
            };
        } catch (CrmTrouble trouble) {
            LOG.log(Level.INFO, "account " + door.account() + ": a card stays closed: " + trouble.words());
            return new Entry.Closed(Reason.CRM_AWAY);
        } finally {
            looked.release();
        }
    }

    private static Reason reason(Why why) {
        return switch (why) {
            case NO_PROOF -> Reason.NO_PROOF;
            case NOT_SAVED -> Reason.NOT_SAVED;
            case NO_CARD -> Reason.NO_CARD;
            case NOT_SET_UP -> Reason.NOT_SET_UP;
        };
    }

    private Entry enter(Known door, Visit.Proven proven, String address) {
        var now = clock.instant();
        if (!isFresh(door, proven, address, now)) {
            return new Entry.Closed(Reason.NO_PROOF);
        }
        var agreed = desk.current(door.account()).orElse(null);
        var employee = agreed == null
                ? null
                : agreed.employee(proven.employee()).filter(one -> one.active()).orElse(null);
        if (agreed == null || employee == null) {
            return new Entry.Closed(Reason.STRANGER);
        }
        if (!hasRole(agreed, employee.id())) {
            return new Entry.Closed(Reason.NO_ROLE);
        }
        var contacts = contacts(door.line().crm(), proven.card());
        if (contacts == null) {
            return new Entry.Closed(Reason.NO_CARD);
        }
        var scope = CardClients.of(contacts, agreed.settings(), channels.all(door.account()));
        var options = new FrameWish.Options(door.cards().name(), false, false, proven.language(), null);
        var wish = new FrameWish(employee.id(), employee.name(), scope, null, options);
        var grant = new FrameGrant.Connection(door.line().integration(), door.connection());
        return new Entry.Open(grant, auth.frames.ask(door.account(), grant, wish, life));
    }

    private boolean isFresh(Known door, Visit.Proven proven, String address, Instant now) {
        return proven.until().isAfter(now)
                && proofs.use(door.account(), door.line().integration(), proven, address, now);
    }

    private static boolean hasRole(Agreed agreed, EmployeeId employee) {
        return agreed.settings().channels().stream()
                .anyMatch(channel -> channel.ticked()
                        && channel.roles().containsKey(employee)
                        && channel.granted(employee).reads());
    }

    /// Absent when the CRM has the card no more.
    private static @Nullable List<Contact> contacts(Crm crm, Card card) {
        return switch (card) {
            case Card.OfContact(var contact) ->
                crm.contact(contact).present().map(List::of).orElse(null);
            case Card.OfDeal(var deal) ->
                crm.deal(deal)
                        .present()
                        .map(found -> contacts(crm, found.contacts()))
                        .orElse(null);
        };
    }

    /// Those that are there, the main one first. Few deals have more than two.
    private static List<Contact> contacts(Crm crm, List<ContactId> ids) {
        return ids.stream()
                .limit(CardClients.MOST_CONTACTS)
                .flatMap(id -> crm.contact(id).present().stream())
                .toList();
    }
}
