package parley.crm.amocrm;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import parley.base.ContactId;
import parley.base.DealId;
import parley.crm.Crm.Change;
import parley.crm.CrmHook;

/// amoCRM's webhooks into hints: a form whose names are paths, `leads[status][0][id]=7`. Only ids are taken, since all
/// else in it may be stale; the account itself is asked then. Pure, so every odd request seen in the wild becomes
/// a test.
final class HookReading {

    /// The number may be missing where there is one entry only.
    private static final Pattern ID = Pattern.compile("(leads|contacts)\\[\\w{1,30}](?:\\[\\d{1,4}])?\\[id]");

    /// What became of an incoming lead; under which names it is told is not written down in one way.
    private static final Pattern UNSORTED = Pattern.compile(
            "unsorted\\[\\w{1,30}](?:\\[\\d{1,4}])?\\[\\w{1,30}_result]\\[leads](?:\\[\\d{0,4}])?(?:\\[id])?");

    private static final Pattern COMPANY = Pattern.compile("contacts(\\[\\w{1,30}](?:\\[\\d{1,4}])?)\\[type]");
    private static final int MOST = 1_000;

    private HookReading() {}

    private record Pair(String name, String value) {}

    static CrmHook.Verdict read(CrmHook hook) {
        var pairs = pairs(new String(hook.body(), StandardCharsets.UTF_8));
        var companies = companies(pairs);
        var changes = new LinkedHashSet<Change>();
        for (var pair : pairs) {
            change(pair, companies).filter(_ -> changes.size() < MOST).ifPresent(changes::add);
        }
        return new CrmHook.Verdict.Heard(new ArrayList<>(changes));
    }

    private static Optional<Change> change(Pair pair, Set<String> companies) {
        if (Ids.of(pair.value()).isEmpty() || companies.contains(pair.name())) {
            return Optional.empty();
        }
        var direct = ID.matcher(pair.name());
        if (direct.matches()) {
            return Optional.of(direct.group(1).equals("leads") ? deal(pair.value()) : contact(pair.value()));
        }
        return UNSORTED.matcher(pair.name()).matches() ? Optional.of(deal(pair.value())) : Optional.empty();
    }

    private static Change deal(String id) {
        return new Change.OfDeal(new DealId(id), List.of());
    }

    private static Change contact(String id) {
        return new Change.OfContact(new ContactId(id));
    }

    /// Companies come among the contacts: the names under which their ids stand.
    private static Set<String> companies(List<Pair> pairs) {
        var names = new LinkedHashSet<String>();
        for (var pair : pairs) {
            var type = COMPANY.matcher(pair.name());
            if (type.matches() && pair.value().equals("company")) {
                names.add("contacts" + type.group(1) + "[id]");
            }
        }
        return names;
    }

    private static List<Pair> pairs(String form) {
        var pairs = new ArrayList<Pair>();
        for (var piece : form.split("&")) {
            var parts = piece.split("=", 2);
            if (parts.length == 2) {
                pairs.add(new Pair(decoded(parts[0]), decoded(parts[1])));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
