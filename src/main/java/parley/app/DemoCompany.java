package parley.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.auth.Auth;
import parley.auth.Logins;
import parley.auth.Viewer;
import parley.base.AccountId;
import parley.base.ChannelId;
import parley.base.EmployeeId;
import parley.channel.Channels;
import parley.crm.builtin.BuiltinCrmType;
import parley.delivery.Delivery;
import parley.delivery.QuickReplies;
import parley.platform.Database;
import parley.settings.SettingsDesk;

/// The sample company of `--demo`: four colleagues who can sign in, the built-in CRM with clients and two pipelines,
/// two web chats: on one the first to answer gets a new client, on the other they go by turn with weights 1, 1, 2,
/// 1.
final class DemoCompany {

    /// Who can sign in, in the order of the turn.
    private static final List<String> PEOPLE = List.of("bruce", "scrooge", "tony", "konstantin");

    private static final String PASSWORD_FILE = "demo-password";
    private static final String IDENTIFY_SECRET = "identify_secret";

    /// @param address how this hub is reached
    record Rooms(
            Database database,
            Auth auth,
            BuiltinCrmType builtin,
            Channels channels,
            SettingsDesk desk,
            Delivery delivery,
            RandomGenerator random,
            Supplier<String> address) {}

    /// Where the talks are played, and by whom.
    ///
    /// @param siteSecret by which the site's server vouches for visitors who have signed in there
    record Stage(
            AccountId account,
            String language,
            ChannelId site,
            ChannelId wholesale,
            List<Viewer> people,
            String siteSecret) {}

    private final AccountId account;
    private final Rooms rooms;
    private final Path passwordFile;
    private final boolean russian = Locale.getDefault().getLanguage().equals("ru");

    DemoCompany(AccountId account, Rooms rooms, Path data) {
        this.account = account;
        this.rooms = rooms;
        this.passwordFile = data.resolve(PASSWORD_FILE);
    }

    /// Makes it; empty when somebody works here already.
    Optional<Stage> found() {
        if (!rooms.auth.logins.all(account).isEmpty()) {
            return Optional.empty();
        }
        var language = russian ? "ru" : "en";
        var zone = ZoneId.of(russian ? "Europe/Moscow" : "Europe/London");
        var name = russian ? "Уэйн и партнёры" : "Wayne & Partners";
        rooms.database.useTransaction(tx -> rooms.auth.accounts.describe(tx, account, name, language, zone));
        var owner = rooms.builtin.found(account, names().getFirst(), mail("bruce"), language);
        rooms.builtin.addDemo(account, language, rooms.random);
        var founder = new Viewer(account, Viewer.PROGRAM, null, true, names().getFirst(), language);
        rooms.desk.connect(founder, rooms.builtin.type(), Map.of(), "");
        var secret = chance(32);
        var here = rooms.address.get();
        var site = webChat(russian ? "Сайт" : "Site", here, secret);
        var wholesale = webChat(russian ? "Опт" : "Wholesale", here + " https://wholesale.example", secret);
        var people = people(owner, language, password());
        var agreed = rooms.desk.current(account).orElseThrow();
        rooms.desk.agree(
                account,
                names().getFirst(),
                new DemoSettings(
                        site,
                        wholesale,
                        people.stream().map(DemoCompany::employee).toList(),
                        agreed.catalogue())::of);
        addQuickReplies(people.getFirst());
        return Optional.of(new Stage(account, language, site, wholesale, people, secret));
    }

    private List<String> names() {
        return russian
                ? List.of("Брюс Уэйн", "Скрудж Макдак", "Тони Старк", "Константин Константинопольский")
                : List.of("Bruce Wayne", "Scrooge McDuck", "Tony Stark", "Konstantin Konstantinopolsky");
    }

    private static String mail(String who) {
        return who + "@demo.example";
    }

    private ChannelId webChat(String name, String sites, String secret) {
        var connected = rooms.channels.connect(account, "web", name, Map.of("origins", sites, IDENTIFY_SECRET, secret));
        if (connected instanceof Channels.Connected.Done(var channel)) {
            return channel.id();
        }
        throw new IllegalStateException("the demo's web chat was not connected: " + connected);
    }

    private List<Viewer> people(EmployeeId owner, String language, String password) {
        var known = rooms.desk.current(account).orElseThrow().catalogue().employees();
        var people = new ArrayList<Viewer>();
        for (var name : names()) {
            var employee = people.isEmpty()
                    ? owner
                    : known.stream()
                            .filter(one -> one.name().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .id();
            var isOwner = people.isEmpty();
            var login =
                    new Logins.NewLogin(employee, mail(PEOPLE.get(people.size())), name, password, isOwner, language);
            if (!(rooms.auth.logins.add(account, login) instanceof Logins.Added.Done(var id))) {
                throw new IllegalStateException("a login of the demo was refused");
            }
            people.add(new Viewer(account, id, employee, isOwner, name, language));
        }
        return List.copyOf(people);
    }

    private static EmployeeId employee(Viewer viewer) {
        @Nullable EmployeeId employee = viewer.employee();
        if (employee == null) {
            throw new IllegalStateException("everybody in the demo is an employee");
        }
        return employee;
    }

    private void addQuickReplies(Viewer owner) {
        var texts = russian
                ? Map.of(
                        "привет", "Здравствуйте! Чем можем помочь?",
                        "доставка", "Доставка по городу 450 ₽, до пункта выдачи бесплатно.",
                        "часы", "Мы работаем каждый день с 11 до 19.")
                : Map.of(
                        "hello", "Hello! How can we help?",
                        "delivery", "Delivery is £5 to your door, free to a pick-up point.",
                        "hours", "We are open every day from 11 am to 7 pm.");
        texts.forEach((shortcut, text) ->
                rooms.delivery.quickReplies().add(owner, new QuickReplies.Typed(shortcut, text, true)));
    }

    /// What to try, and as whom.
    String greeting() {
        var lines = new StringBuilder("\nThis is a demo. Sign in as ");
        lines.append(String.join(", ", PEOPLE.stream().map(DemoCompany::mail).toList()));
        if (Files.exists(passwordFile)) {
            lines.append("\nPassword of all four: ").append(password());
        }
        for (var channel : rooms.channels.all(account)) {
            if (channel.type().equals("web")) {
                lines.append("\nWrite as a visitor of «%s»: %s/widget/demo/%s"
                        .formatted(channel.name(), rooms.address.get(), channel.key()));
            }
        }
        return lines.toString();
    }

    /// Made once and kept beside the data, so that a later start can tell it again.
    private String password() {
        try {
            if (!Files.exists(passwordFile)) {
                Files.createFile(
                        passwordFile,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(passwordFile, chance(6));
            }
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String chance(int bytes) {
        var random = new byte[bytes];
        rooms.random.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
