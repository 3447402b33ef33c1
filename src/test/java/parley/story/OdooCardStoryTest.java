package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.crm.odoo.OdooDesk;
import parley.crm.odoo.RealOdoo;
import parley.platform.Json;

/// The tab in a real Odoo's forms: Odoo says who looks at which record, and nobody else does (UX 16.2).
@ExtendWith(RealOdoo.class)
class OdooCardStoryTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    @DisplayName("R13, R15: the tab shows the chats of its deal to whoever may see them, for one opening of the page")
    void theTabShowsTheChatOfItsDeal() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            shop.writes("Anna", "Is the oak door in stock?");
            var deal = shop.lead("opportunity", "Tony").id();
            Hub.await(List.of("Anna"), shop.tony::clients);
            shop.writes("Boris", "Where is my order?");
            Hub.await(
                    List.of("Anna", "Boris"),
                    () -> shop.tony.clients().stream().sorted().toList());

            var frame = frame(shop, "tony", deal.value());
            var sent = opens(frame, "en");
            assertEquals(302, sent.statusCode(), sent.body());
            assertEquals("no-store", sent.headers().firstValue("Cache-Control").orElse(""));
            assertEquals(
                    "no-referrer", sent.headers().firstValue("Referrer-Policy").orElse(""));
            var link = frame.resolve(sent.headers().firstValue("Location").orElseThrow());
            var page = CrmPage.of(shop.hub, new CrmPage.Key("", ""));
            assertTrue(page.page(link.toString().replaceFirst("#.*", ""))
                    .whole()
                    .headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .endsWith("frame-ancestors " + shop.door.address()));
            var session = page.opens(link.toString());
            assertEquals(200, session.status(), session.text());
            assertEquals("card", session.json().path("scope").asString());
            assertEquals(
                    "Odoo", session.json().path("options").path("clientType").asString());
            assertTrue(session.text().contains("Is the oak door in stock?"));
            assertFalse(session.text().contains("Where is my order?"), "the other deal's client");

            var again = opens(frame, "ru,en;q=0.5");
            assertEquals(401, again.statusCode());
            assertTrue(again.body().contains("Ссылка устарела."), again.body());
            assertEquals(
                    401,
                    opens(URI.create(frame.toString().replaceFirst("ticket=.", "ticket=0")), "en")
                            .statusCode());
            assertEquals(
                    404,
                    opens(URI.create(frame.toString().replace("/card/1", "/card/2")), "en")
                            .statusCode());

            // Scrooge sells, too, but Anna is not his.
            var others = opens(frame(shop, "scrooge", deal.value()), "en");
            var scrooges = CrmPage.of(shop.hub, new CrmPage.Key("", ""));
            var seen = scrooges.opens(
                    frame.resolve(others.headers().firstValue("Location").orElseThrow())
                            .toString());
            assertEquals(200, seen.status());
            assertFalse(seen.text().contains("oak door"), seen.text());

            // Who has no role is told so; who is no employee of the last refresh, too.
            shop.hub.agree(document -> {
                OdooShop.shop(document).withObject("roles").remove(shop.scrooge.employee());
                OdooShop.shop(document).withObject("access").remove(shop.scrooge.employee());
                document.withObject("defaultChannel").remove(shop.scrooge.employee());
            });
            var stranger = opens(frame(shop, "scrooge", deal.value()), "en");
            assertEquals(403, stranger.statusCode());
            assertTrue(stranger.body().contains("You have no role"), stranger.body());
        }
    }

    @Test
    @DisplayName("R12a: with the integration go its windows, and what Parley has brought to Odoo")
    void withTheIntegrationGoesTheTab() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            shop.writes("Anna", "Hello");
            var deal = shop.lead("opportunity", "Tony").id();
            Hub.await(List.of("Anna"), shop.tony::clients);
            var frame = frame(shop, "tony", deal.value());
            var tab = shop.odoo.tab();
            var page = CrmPage.of(shop.hub, new CrmPage.Key("", ""));
            var link = opens(frame, "en").headers().firstValue("Location").orElseThrow();
            assertEquals(200, page.opens(link).status());
            assertEquals(200, page.get("/chats").status());
            assertFalse(shop.odoo.brought(tab).isEmpty());

            // Switched off, and on again.
            var integration = "/integrations/" + shop.hub.integration();
            assertEquals(
                    200,
                    shop.hub
                            .owner()
                            .patch(integration, "{\"fields\":{\"no_tab\":\"true\"}}")
                            .status());
            assertEquals("", shop.odoo.tab());
            assertEquals(404, opens(frame, "en").statusCode());
            assertEquals(
                    200,
                    shop.hub
                            .owner()
                            .patch(integration, "{\"fields\":{\"no_tab\":\"false\"}}")
                            .status());
            assertEquals(tab, shop.odoo.tab());
            assertEquals(200, page.get("/chats").status());

            assertEquals(204, shop.hub.owner().delete(integration).status());
            assertEquals(List.of(), shop.odoo.brought(tab));
            assertEquals("", shop.odoo.tab());
            assertEquals(401, page.get("/chats").status());
            assertEquals(404, opens(frame, "en").statusCode());
        }
    }

    @Test
    @DisplayName("R12a: an Odoo that is away keeps what was brought to it, and the answer says so")
    void anOdooThatIsAwayKeepsTheTab() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            var tab = shop.odoo.tab();
            shop.door.away = true;

            var deleted = shop.hub.owner().delete("/integrations/" + shop.hub.integration());

            assertEquals(200, deleted.status());
            assertTrue(deleted.json().path("leftInCrm").asBoolean());
            assertFalse(shop.odoo.brought(tab).isEmpty());
        }
    }

    @Test
    void aTicketGrowsOldAndIsSwept() {
        try (var shop = new OdooShop(OdooShop::tonysTurn)) {
            shop.writes("Anna", "Hello");
            var deal = shop.lead("opportunity", "Tony").id();
            var frame = frame(shop, "tony", deal.value());

            shop.odoo.ticketsGrowOld(Duration.ofHours(13));

            assertEquals(401, opens(frame, "en").statusCode());
            assertEquals(0, shop.odoo.tickets());
        }
    }

    private static URI frame(OdooShop shop, String login, String deal) {
        return OdooDesk.frame(new OdooDesk(login).tab("crm.lead", deal, shop.odoo.tab()));
    }

    private static HttpResponse<String> opens(URI frame, String language) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(frame)
                            .header("Accept-Language", language)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(Json.write(frame.toString()), e);
        }
    }
}
