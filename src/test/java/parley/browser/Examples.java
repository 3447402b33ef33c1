package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import parley.story.Hub;
import parley.story.PaperPost;
import parley.story.Person;
import tools.jackson.databind.node.ObjectNode;

/// Four people at their windows, an administrator's settings page, and clients who write on paper.
final class Examples implements AutoCloseable {

    static final String BRUCE = "Bruce";
    static final String SCROOGE = "Scrooge";
    static final String TONY = "Tony";
    static final String KONSTANTIN = "Konstantin";
    static final String SELLER = "Sales rep";
    static final String MANAGER = "Manager";

    private static final Page.GetByTextOptions EXACTLY = new Page.GetByTextOptions().setExact(true);

    final Office office;
    final Hub hub;
    final Page settings;

    /// Where a deal can begin by turn.
    final String stage;

    private final PaperPost post = new PaperPost();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, Page> windows = new HashMap<>();

    Examples() {
        office = Office.open(post);
        hub = office.hub;
        windows.put(BRUCE, office.owner("/app/chats"));
        for (var name : List.of(SCROOGE, TONY, KONSTANTIN)) {
            windows.put(name, office.window(hub.person(name), Office.DESK, "/app/chats"));
        }
        settings = window(BRUCE).context().newPage();
        stage = hub.settings()
                .path("pipelines")
                .get(0)
                .path("stages")
                .valueStream()
                .filter(one -> one.path("kind").asString().equals("OPEN"))
                .findFirst()
                .orElseThrow()
                .path("name")
                .asString();
    }

    static Map<String, String> sellers() {
        return Map.of(BRUCE, SELLER, SCROOGE, SELLER, TONY, SELLER, KONSTANTIN, SELLER);
    }

    Page window(String employee) {
        return windows.get(employee);
    }

    Person person(String employee) {
        return hub.person(employee);
    }

    /// The settings page with nothing agreed, and these channels, which nobody has used yet.
    SettingsHands fresh(String... channels) {
        for (var channel : channels) {
            var row = hub.connect(PaperPost.TYPE, channel, "{\"token\":\"%s\"}".formatted(channel));
            keys.put(channel, row.path("key").asString());
        }
        hub.agree(document -> {
            document.putObject("defaultChannel");
            document.put("notifyManagers", false);
            ((ObjectNode) document.path("globalChat"))
                    .put("mode", "OWN_AND_COMMON")
                    .putArray("administrators");
            for (var one : document.path("channels")) {
                var channel = (ObjectNode) one;
                channel.put("ticked", false).putObject("roles");
                channel.putObject("access");
            }
        });
        settings.navigate(hub.address() + "/app/integrations/" + hub.integration());
        var hands = new SettingsHands(settings);
        Stream.of(channels).forEach(hands::tick);
        return hands.of(channels[0]);
    }

    void write(String channel, String... clients) {
        for (var client : clients) {
            post.clientWrites(hub, keys.get(channel), client, "Hello from " + client);
        }
    }

    /// Exactly these clients are in his window, sooner or later.
    void sees(String employee, String... clients) {
        var names = window(employee).locator(".row .row-name b");
        Hub.await(
                employee + " " + Stream.of(clients).sorted().toList(),
                () -> employee + " " + names.allTextContents().stream().sorted().toList());
    }

    Locator row(String employee, String client) {
        var window = window(employee);
        return window.locator(".row", new Page.LocatorOptions().setHas(window.getByText(client, EXACTLY)));
    }

    /// The counter of a chat: red where he has to answer, grey where he watches (R55–R57).
    Locator counter(String employee, String client, String colour) {
        return row(employee, client).locator(colour.equals("red") ? ".counter.red" : ".counter:not(.red)");
    }

    Locator composer(String employee) {
        return window(employee).getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message"));
    }

    void answers(String employee, String client, String text) {
        row(employee, client).click();
        composer(employee).fill(text);
        composer(employee).press("Enter");
    }

    /// Clients write one after the other, and each goes where he should before the next one writes.
    void given(String channel, String... clientsAndEmployees) {
        for (int i = 0; i < clientsAndEmployees.length; i += 2) {
            write(channel, clientsAndEmployees[i]);
            assertThat(row(clientsAndEmployees[i + 1], clientsAndEmployees[i])).isVisible();
        }
    }

    @Override
    public void close() {
        office.close();
    }
}
