package parley.http.v3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.auth.CardScope;
import parley.auth.FrameGrant;
import parley.auth.FrameWish;
import parley.base.ChannelId;
import parley.base.ChatType;
import parley.base.EmployeeId;
import parley.base.Phone;
import parley.base.PublicId;
import parley.channel.CleanText;
import parley.crm.Catalogue;
import parley.crm.CrmTrouble;
import parley.settings.Crms;

/// Links to windows inside a CRM's pages (contract, 5.8).
final class FramePages {

    private static final String CODE = "VALIDATION_ERROR";
    private static final int LONGEST = Fields.LONGEST;

    private static final Set<String> LANGUAGES = Set.of("ru", "en");
    private static final Set<String> THEMES = Set.of("auto", "light", "dark");

    private final Below below;

    FramePages(Below below) {
        this.below = below;
    }

    /// A secret that opens one window, once, soon.
    Answer ask(Call call) {
        try {
            var wish = wish(call, call.fields(CODE));
            var code = below.auth().frames.ask(call.account(), new FrameGrant.Key(call.key()), wish, below.frameLife());
            return Answer.ok(Map.of("url", below.address().get() + "/embed/" + call.key() + "#c=" + code));
        } catch (Refusal refusal) {
            throw refusal.asObject();
        }
    }

    private FrameWish wish(Call call, Fields asked) {
        var employee = employee(call, asked);
        var scope = asked.textOrNull("scope", LONGEST);
        if (!"global".equals(scope) && !"card".equals(scope)) {
            asked.wrong("scope");
        }
        var reading = reading(call);
        var clients = asked.each("filter", CardScope.MOST).stream()
                .map(one -> client(one, reading))
                .toList();
        if ("card".equals(scope) && clients.isEmpty()) {
            asked.wrong("filter");
        }
        var active = asked.objectOrNull("activeChat");
        var wish = new FrameWish(
                employee.id(),
                employee.name(),
                "card".equals(scope) ? new CardScope(clients) : null,
                active == null ? null : new FrameWish.Active(channel(call, active), client(active, reading)),
                options(asked.objectOrNull("options")));
        asked.check();
        return wish;
    }

    /// Only who came from the CRM (R2): asking makes nobody.
    private Catalogue.Employee employee(Call call, Fields asked) {
        var user = asked.node("user");
        var id = Fields.id(user.path("id"));
        var known = id == null ? Optional.<Catalogue.Employee>empty() : known(call, new EmployeeId(id));
        var employee = known.filter(Catalogue.Employee::active)
                .orElseThrow(() -> Refusal.of(400, "INVALID_USER", "The user is missing or was not loaded.")
                        .data(Map.of("fields", List.of("user.id"))));
        var name = CleanText.of(user.path("name").asString("")).strip();
        return name.isEmpty() || Fields.length(name) > LONGEST
                ? employee
                : new Catalogue.Employee(employee.id(), name, employee.email(), true);
    }

    /// Among those of the last refresh, else among those that the CRM has now.
    private Optional<Catalogue.Employee> known(Call call, EmployeeId id) {
        var refreshed = below.desk().current(call.account()).flatMap(agreed -> agreed.employee(id));
        return refreshed.isPresent()
                ? refreshed
                : now(call).filter(employee -> employee.id().equals(id)).findFirst();
    }

    private Stream<Catalogue.Employee> now(Call call) {
        try {
            return below.crms().of(call.account()).map(Crms.Line::crm).stream()
                    .flatMap(crm -> crm.catalogue().employees().stream());
        } catch (CrmTrouble _) {
            return Stream.empty();
        }
    }

    private Phone.Reading reading(Call call) {
        return below.desk()
                .current(call.account())
                .filter(agreed -> !agreed.settings().eightIsSeven())
                .map(_ -> Phone.Reading.AS_TYPED)
                .orElse(Phone.Reading.EIGHT_IS_RUSSIA);
    }

    /// Somebody whom the CRM knows by one of three things.
    private static CardScope.Client client(Fields one, Phone.Reading reading) {
        var network = new ChatType(one.name("chatType"));
        var typed = one.idOrNull("chatId");
        var username = Network.bare(one.textOrNull("username", LONGEST));
        var phone = phone(one.textOrNull("phone", LONGEST), reading);
        if (!Network.isKnown(network.value())) {
            one.wrong("chatType");
        }
        if (typed == null && username == null && phone == null) {
            one.wrong("chatId");
        }
        if (typed != null && Network.isByNumber(network)) {
            phone = phone(typed, reading);
            typed = phone == null ? typed : phone.substring(1);
        } else if (network.value().equals("instagram")) {
            typed = Network.bare(typed);
            username = typed == null ? username : typed;
        }
        return new CardScope.Client(network, typed, phone, username, one.textOrNull("name", LONGEST));
    }

    private static @Nullable String phone(@Nullable String typed, Phone.Reading reading) {
        return typed == null
                ? null
                : Phone.read(typed, reading).map(Phone::value).orElse(null);
    }

    private @Nullable ChannelId channel(Call call, Fields active) {
        var typed = active.textOrNull("channelId", LONGEST);
        if (typed == null) {
            return null;
        }
        var channel = PublicId.channel(typed)
                .filter(id -> below.channels().live(call.account(), id).isPresent());
        if (channel.isEmpty()) {
            active.wrong("channelId");
        }
        return channel.orElse(null);
    }

    /// Unknown options, and unknown values of ours, are passed over.
    private static FrameWish.Options options(@Nullable Fields options) {
        if (options == null) {
            return new FrameWish.Options("", false, false, null, null);
        }
        var clientType = options.textOrNull("clientType", LONGEST);
        return new FrameWish.Options(
                clientType == null ? "" : clientType,
                options.flag("useDealsEvents", false),
                options.flag("useMessageEvents", false),
                oneOf(LANGUAGES, options.textOrNull("language", LONGEST)),
                oneOf(THEMES, options.textOrNull("theme", LONGEST)));
    }

    private static @Nullable String oneOf(Set<String> known, @Nullable String typed) {
        return typed != null && known.contains(typed) ? typed : null;
    }
}
