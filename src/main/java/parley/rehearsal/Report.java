package parley.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.ChatId;
import parley.base.EmployeeId;
import parley.chat.Chat;
import parley.chat.ChatStore;
import parley.crm.Catalogue;
import parley.rehearsal.Sights.Eye;
import parley.rehearsal.Sights.Sample;
import parley.rules.Candidates;
import parley.rules.ChannelSettings;
import parley.rules.ChatFacts;
import parley.settings.SettingsDesk.Proposed;

/// Tells what was found, in names. Whatever is asked of the database is asked once, however much there is to tell.
final class Report {

    /// Chats that are shown of those that somebody would start to see, and as many of the others.
    private static final int CHATS_EACH = 50;

    /// All chats shown, of everybody together.
    private static final int CHATS = 2_000;

    private final Handle tx;
    private final AccountId account;
    private final Proposed.Sound settings;
    private final ChatStore chats;
    private final @Nullable EmployeeId asks;

    Report(Handle tx, AccountId account, Proposed.Sound settings, ChatStore chats, @Nullable EmployeeId asks) {
        this.tx = tx;
        this.account = account;
        this.settings = settings;
        this.chats = chats;
        this.asks = asks;
    }

    DryRun of(int days, Period period, Tally tally) {
        var sights = Sights.of(tx, account, settings.current(), settings.wanted());
        var eyes = new TreeMap<EmployeeId, Eye>();
        settings.current().catalogue().employees().stream()
                .filter(Catalogue.Employee::active)
                .forEach(employee -> eyes.put(employee.id(), sights.of(employee.id())));
        tally.everybody().forEach(employee -> eyes.computeIfAbsent(employee, sights::of));
        var each = each(eyes);
        var samples = samples(eyes, each);
        var told = new Telling(settings.current(), settings.wanted(), named(samples, tally), asks);
        return new DryRun(
                days,
                period.since(),
                settings.current().settings().version(),
                tally.totals(period.cut()),
                employees(eyes, tally, samples, told, each),
                tally.newest().stream().map(told::client).toList(),
                channels(told),
                settings.warnings());
    }

    /// How many chats of each sort are shown of everyone.
    private static int each(Map<EmployeeId, Eye> eyes) {
        var concerned = eyes.values().stream()
                .filter(eye -> eye.starts() + eye.stops() > 0)
                .count();
        return Math.clamp(CHATS / Math.max(1, 2 * concerned), 1, CHATS_EACH);
    }

    private Map<ChatFacts, List<Sample>> samples(Map<EmployeeId, Eye> eyes, int each) {
        var kinds = new HashSet<ChatFacts>();
        eyes.values().forEach(eye -> {
            kinds.addAll(eye.gained());
            kinds.addAll(eye.lost());
        });
        return kinds.isEmpty() ? Map.of() : Sights.samples(tx, account, kinds, each);
    }

    /// Every chat that is told of.
    private Map<ChatId, Chat> named(Map<ChatFacts, List<Sample>> samples, Tally tally) {
        var ids = new HashSet<ChatId>();
        tally.newest().forEach(played -> ids.add(played.given().chat()));
        samples.values().forEach(some -> some.forEach(sample -> ids.add(sample.chat())));
        var named = new HashMap<ChatId, Chat>();
        chats.find(tx, account, ids).forEach(chat -> named.put(chat.id(), chat));
        return named;
    }

    private static List<DryRun.Employee> employees(
            Map<EmployeeId, Eye> eyes, Tally tally, Map<ChatFacts, List<Sample>> samples, Telling told, int each) {
        var rows = new ArrayList<DryRun.Employee>();
        eyes.forEach((employee, eye) -> {
            var shown = new ArrayList<DryRun.Sight>();
            newest(eye.gained(), samples, each).forEach(sample -> shown.add(told.sight(employee, sample, true)));
            newest(eye.lost(), samples, each).forEach(sample -> shown.add(told.sight(employee, sample, false)));
            rows.add(new DryRun.Employee(
                    employee.value(),
                    told.name(employee),
                    tally.got(employee),
                    tally.wouldGet(employee),
                    tally.couldGet(employee),
                    eye.sees(),
                    eye.wouldSee(),
                    eye.starts(),
                    eye.stops(),
                    shown));
        });
        rows.sort(Comparator.comparing(DryRun.Employee::name).thenComparing(DryRun.Employee::id));
        return rows;
    }

    private static List<Sample> newest(Iterable<ChatFacts> kinds, Map<ChatFacts, List<Sample>> samples, int most) {
        var all = new ArrayList<Sample>();
        kinds.forEach(kind -> all.addAll(samples.getOrDefault(kind, List.of())));
        return all.stream()
                .sorted(Comparator.comparing(Sample::at)
                        .thenComparing(sample -> sample.chat().value())
                        .reversed())
                .limit(most)
                .toList();
    }

    private List<DryRun.Channel> channels(Telling told) {
        var active = settings.wanted().staff().active();
        var crm = settings.wanted().facts();
        return settings.wanted().settings().channels().stream()
                .filter(ChannelSettings::ticked)
                .map(channel -> told.channel(
                        channel, crm.kind(channel.newClients().stage()).orElse(null), Candidates.of(channel, active)))
                .toList();
    }
}
