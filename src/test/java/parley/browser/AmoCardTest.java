package parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.browser.Chrome.Eyes;
import parley.channel.Outbound;
import parley.crm.amocrm.AmoCrmType;
import parley.crm.amocrm.AmoWidget;
import parley.crm.amocrm.FakeAmo;
import parley.platform.Json;
import parley.story.Hub;
import parley.story.PaperPost;
import tools.jackson.databind.node.ObjectNode;

/// `examples/amocrm-widget` in a page that plays the card of a deal: it loads the script as amoCRM does, and sends the
/// signed token in the header of every call.
class AmoCardTest {

    private static final String TONY = "502";
    private static final Path WIDGET = Path.of("examples/amocrm-widget");

    private static final String CARD = """
        <!doctype html>
        <html lang="en">
          <head><title>Deal</title></head>
          <body><main aria-label="Deal"><h1>Deal</h1><div id="column"></div></main>
          <script>
            const APP = {data: {current_card: {id: CARD}}};
            const texts = TEXTS;
            function define(needs, factory) {
              if (needs.length) throw new Error('unknown modules: ' + needs);
              const Widget = factory();
              const widget = {
                system: () => ({area: 'lcard', lang: 'en'}),
                get_settings: () => ({address: 'ADDRESS'}),
                i18n: (key) => texts[key],
                render_template: ({body}) => { document.getElementById('column').innerHTML = body; },
                $authorizedAjax: ({url, method}) => fetch(url, {method, headers: {'X-Auth-Token': 'TOKEN'}})
                  .then(async (answer) => {
                    const responseText = await answer.text();
                    if (!answer.ok) throw {status: answer.status, responseText};
                    return JSON.parse(responseText);
                  }),
              };
              Widget.call(widget);
              for (const step of ['init', 'render', 'bind_actions'])
                if (widget.callbacks[step]() !== true) throw new Error(step);
            }
          </script>
          <script src="/widget/script.js"></script></body>
        </html>
        """;

    @Test
    @DisplayName("R13: the widget shows the chat of its deal and is answered in; a token that was used opens nothing")
    void theWidgetShowsTheChatOfItsDeal() {
        var post = new PaperPost();
        try (var chrome = new Chrome();
                var amo = new FakeAmo(InstantSource.system());
                var hub = Hub.knowing(List.of(AmoCrmType.amocrm().faster(1_000)), post)) {
            var channel = hub.connect(PaperPost.TYPE, "Shop", "{\"token\":\"shop\"}")
                    .path("key")
                    .asString();
            connect(hub, amo);
            hub.agree(AmoCardTest::tonySells);
            var tony = hub.invite("Tony", TONY);
            post.clientWrites(hub, channel, "Anna", "How much?");
            Hub.await(List.of("Anna"), tony::clients);
            assertEquals(202, tony.replies("Anna", "Ten.").status());
            Hub.await("his", () -> amo.deals().getFirst().endsWith(" of " + TONY));
            var deal = amo.deals().getFirst().split(" ")[0];
            var token = new AmoWidget(InstantSource.system(), hub.address()).token(TONY);

            var page = opens(chrome, hub, amo, deal, token);
            var window = page.frameLocator("iframe[title=Parley]");
            assertThat(window.getByText("How much?").first()).isVisible();
            var composer = window.getByRole(AriaRole.TEXTBOX, new FrameLocator.GetByRoleOptions().setName("Message"));
            composer.fill("Eleven with delivery.");
            composer.press("Enter");
            Hub.await(
                    true,
                    () -> post.delivered.stream()
                            .anyMatch(one -> one instanceof Outbound.Send send
                                    && "Eleven with delivery."
                                            .equals(send.content().text())));
            chrome.isFine(page, "the card of a deal");
            Chrome.picture(page, "amo-card");

            var again = opens(chrome, hub, amo, deal, token);
            assertThat(again.getByRole(AriaRole.ALERT)).hasText("The link has expired. Reload the CRM's page.");
            var forged = opens(chrome, hub, amo, deal, token + "x");
            assertThat(forged.getByRole(AriaRole.ALERT)).hasText("The link has expired. Reload the CRM's page.");
            var fresh = opens(chrome, hub, amo, "0", token);
            assertThat(fresh.getByRole(AriaRole.ALERT)).hasText("Save the card and the chat will appear.");
        }
    }

    private static void connect(Hub hub, FakeAmo amo) {
        assertEquals(
                204, hub.owner().delete("/integrations/" + hub.integration()).status());
        var fields = Map.of(
                "address",
                amo.address(),
                "token",
                FakeAmo.TOKEN,
                "client_id",
                AmoWidget.CLIENT,
                "client_secret",
                AmoWidget.SECRET);
        var connected = hub.owner().post("/integrations", Json.write(Map.of("crm", "amocrm", "fields", fields)));
        assertEquals(200, connected.status(), connected.toString());
    }

    private static void tonySells(ObjectNode document) {
        document.path("channels").forEach(one -> {
            var shop = (ObjectNode) one;
            if (shop.path("name").asString().equals("Shop")) {
                shop.put("ticked", true);
                shop.putObject("roles").putObject(TONY).put("role", "seller").put("receivesNewClients", true);
                shop.putObject("access").put(TONY, "WRITE");
                shop.withObject("newClients")
                        .put("pipeline", "31")
                        .put("stage", "300")
                        .put("algorithm", "FIRST_RESPONDER");
            }
        });
    }

    private static Page opens(Chrome chrome, Hub hub, FakeAmo amo, String deal, String token) {
        var address = hub.owner()
                .get("/integrations")
                .json()
                .path("rows")
                .path(0)
                .path("fields")
                .path("cards")
                .asString();
        var html = CARD.replace("CARD", deal)
                .replace("TEXTS", read("i18n/en.json"))
                .replace("ADDRESS", address)
                .replace("TOKEN", token);
        var person = chrome.person(new Eyes("en", "light", 1000, 800));
        // The page is not fetched from anywhere, so the browser takes it for one of the internet that calls this
        // machine.
        person.grantPermissions(List.of("local-network-access"));
        var page = person.newPage();
        page.route(amo.address() + "/leads/detail/*", route -> answers(route, "text/html", html));
        page.route(amo.address() + "/widget/script.js", route -> answers(route, "text/javascript", read("script.js")));
        page.navigate(amo.address() + "/leads/detail/" + deal);
        return page;
    }

    private static void answers(Route route, String type, String body) {
        route.fulfill(new Route.FulfillOptions()
                .setContentType(type + "; charset=utf-8")
                .setBody(body));
    }

    private static String read(String file) {
        try {
            return Files.readString(WIDGET.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
