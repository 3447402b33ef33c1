package parley.crm.amocrm;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.EmployeeId;
import parley.crm.Cards;
import parley.crm.CrmTrouble;

/// The window in the account's cards: the widget's token says who looks, its request at which card; whether he may see
/// that card the account is asked in his name.
final class AmoCards implements Cards {

    private final String name;
    private final URI address;
    private final WidgetToken.Expected expected;
    private final Line line;
    private final InstantSource clock;

    /// @param name of the program, as people call it
    /// @param address of the account
    /// @param expected with an empty secret or client where the form lacks them
    AmoCards(String name, URI address, WidgetToken.Expected expected, Line line, InstantSource clock) {
        this.name = name;
        this.address = address;
        this.expected = expected;
        this.line = line;
        this.clock = clock;
    }

    @Override
    public List<String> sites() {
        return List.of((address.getScheme() + "://" + address.getRawAuthority()).toLowerCase(Locale.ROOT));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Visit visit(Proof proof) {
        if (expected.secret().isEmpty() || expected.client().isEmpty()) {
            return new Visit.Refused(Why.NOT_SET_UP);
        }
        var token = WidgetToken.read(proof.token() == null ? "" : proof.token(), expected, clock.instant())
                .orElse(null);
        if (token == null) {
            return new Visit.Refused(Why.NO_PROOF);
        }
        var entity = proof.asked("entity");
        var id = proof.asked("id");
        if (id.isEmpty() || id.equals("0")) {
            return new Visit.Refused(Why.NOT_SAVED);
        }
        if (!List.of("leads", "contacts").contains(entity)
                || !id.matches("[1-9]\\d{0,17}")
                || !mayBeSeen(token.user(), "/" + entity + "/" + id)) {
            return new Visit.Refused(Why.NO_CARD);
        }
        var card = entity.equals("leads") ? new Card.OfDeal(new DealId(id)) : new Card.OfContact(new ContactId(id));
        return new Visit.Proven(new EmployeeId(token.user()), card, token.id(), token.until(), null);
    }

    private boolean mayBeSeen(String user, String card) {
        try {
            return line.getFor(user, card).isObject();
        } catch (CrmTrouble trouble) {
            return switch (trouble.kind()) {
                case REFUSED, GONE -> false;
                case AUTH, TEMPORARY, UNKNOWN_OUTCOME -> throw trouble;
            };
        }
    }
}
