package parley.crm.odoo;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.crm.Cards;
import parley.crm.CrmTrouble;

/// The window in Odoo's cards: a ticket of the {@link Tab} says who looks at which record.
final class OdooCards implements Cards {

    private static final Pattern TICKET = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Tickets tickets;
    private final URI odoo;
    private final InstantSource clock;

    OdooCards(Tickets tickets, URI odoo, InstantSource clock) {
        this.tickets = tickets;
        this.odoo = odoo;
        this.clock = clock;
    }

    /// The address that was typed, which is the one of the browser.
    @Override
    public List<String> sites() {
        return List.of(site(odoo));
    }

    /// As browsers spell it.
    static String site(URI address) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        var port = address.getPort();
        var usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
    }

    @Override
    public String name() {
        return "Odoo";
    }

    @Override
    public Visit visit(Proof proof) {
        var name = proof.asked("ticket");
        if (!TICKET.matcher(name).matches()) {
            return new Visit.Refused(Why.NO_PROOF);
        }
        try {
            return tickets.take(name)
                    .<Visit>map(ticket -> visit(name, ticket))
                    .orElseGet(() -> new Visit.Refused(Why.NO_PROOF));
        } catch (CrmTrouble trouble) {
            return switch (trouble.kind()) {
                case GONE, REFUSED -> new Visit.Refused(Why.NO_PROOF);
                case AUTH, TEMPORARY, UNKNOWN_OUTCOME -> throw trouble;
            };
        }
    }

    private Visit visit(String name, Tickets.Ticket ticket) {
        var id = Long.toString(ticket.record());
        var card = switch (ticket.model()) {
            case Deals.MODEL -> new Card.OfDeal(new DealId(id));
            case Contacts.MODEL -> new Card.OfContact(new ContactId(id));
            default -> null;
        };
        var employee = new EmployeeId(Long.toString(ticket.user()));
        return card == null
                ? new Visit.Refused(Why.NO_CARD)
                : new Visit.Proven(
                        employee, card, name, clock.instant().plus(Tickets.LIFE), language(ticket.language()));
    }

    private static @Nullable String language(String odoos) {
        return odoos.startsWith("ru") ? "ru" : odoos.isEmpty() ? null : "en";
    }
}
