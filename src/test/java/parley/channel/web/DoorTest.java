package parley.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may call, and who is who.
class DoorTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
        TYPED                                    | ORIGIN                        | ALLOWED
        https://shop.example                     | https://shop.example          | true
        https://shop.example                     | https://SHOP.example          | true
        https://Shop.Example:443/                | https://shop.example          | true
        https://shop.example                     | http://shop.example           | false
        https://shop.example                     | https://shop.example:8443     | false
        https://shop.example                     | https://www.shop.example      | false
        https://shop.example                     | https://shop.example.evil.com | false
        https://shop.example                     | https://evilshop.example      | false
        https://*.shop.example                   | https://www.shop.example      | true
        https://*.shop.example                   | https://a.b.shop.example      | true
        https://*.shop.example                   | https://shop.example          | false
        https://*.shop.example                   | https://evilshop.example      | false
        https://*.shop.example                   | http://www.shop.example       | false
        https://*.shop.example                   | https://evil.com/.shop.example | false
        https://*.shop.example                   | https://evil.com#.shop.example | false
        http://localhost:8000                    | http://localhost:8000         | true
        https://пример.рф                        | https://xn--e1afmkfd.xn--p1ai | true
        https://a.example, https://b.example     | https://b.example             | true
        https://shop.example                     | null                          | false
        """)
    void aSiteIsAllowedWhenItIsOnTheList(String typed, String origin, boolean allowed) {
        assertEquals(allowed, Sites.read(typed).sites().allow(origin));
    }

    @ParameterizedTest
    @CsvSource({
        "*",
        "https://*",
        "https://*.",
        "shop.example",
        "ftp://shop.example",
        "https://shop.example/path",
        "https://a@shop.example",
        "https://sh op.example",
        "javascript:alert(1)",
        "https://-a.example"
    })
    void whatIsNoSiteIsToldSo(String typed) {
        assertNotEquals(List.of(), Sites.read(typed).wrong());
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', nullValues = "-", textBlock = """
        ORIGIN               | SITE        | STATUS
        https://hub.example  | -           | 200
        https://shop.example | -           | 200
        https://evil.example | -           | 403
        null                 | -           | 403
        -                    | same-origin | 200
        -                    | cross-site  | 403
        -                    | none        | 403
        -                    | -           | 403
        """)
    void callsComeFromTheFrameOrAnAllowedSite(String origin, String site, int status) {
        var shop = new Shop();
        var headers = new java.util.HashMap<>(Map.of("host", "hub.example"));
        if (origin != null) {
            headers.put("origin", origin);
        }
        if (site != null) {
            headers.put("sec-fetch-site", site);
        }
        assertEquals(
                status,
                shop.pages()
                        .answer(Shop.request("GET", "config", headers, new byte[0]))
                        .status());
    }

    @Test
    void foreignPagesReadOnlyWhatTheirSiteMay() {
        var shop = new Shop();
        var site = shop.ask("GET", "config", null, Shop.SITE, "", "");
        assertEquals(Shop.SITE, site.headers().get("Access-Control-Allow-Origin"));
        assertEquals("Origin", site.headers().get("Vary"));
        var own = shop.ask("GET", "config", null, "");
        assertNull(own.headers().get("Access-Control-Allow-Origin"));
        assertEquals(
                204, shop.ask("OPTIONS", "messages", null, Shop.SITE, "", "").status());
        assertEquals(
                403,
                shop.ask("OPTIONS", "messages", null, "https://evil.example", "", "")
                        .status());
    }

    @Test
    void theFrameMayStandOnTheListedSitesOnly() {
        var shop = new Shop(Map.of(WebForm.ORIGINS, "https://shop.example https://*.shop.example"));
        var ancestors = new ArrayList<String>();
        shop.pages().frameAncestors(ancestors::add);
        assertEquals(List.of("https://*.shop.example", "https://shop.example"), ancestors);
    }

    @Test
    void aTokenOfAnotherChannelOrAForgedOneIsNobodys() {
        var shop = new Shop();
        var token = shop.visitor();
        assertEquals(200, shop.ask("GET", "events?after=0", token, "").status());
        assertEquals(401, shop.ask("GET", "events?after=0", null, "").status());
        assertEquals(
                401, shop.ask("GET", "events?after=0", token.substring(1), "").status());
        assertEquals(
                401,
                shop.ask("GET", "events?after=0", "e30." + token.split("\\.")[1], "")
                        .status());
        assertEquals(
                401, shop.ask("GET", "events?after=0", new Shop().visitor(), "").status());
    }

    @Test
    void aTokenLivesAYearAfterTheLastVisit() {
        var shop = new Shop();
        var token = shop.visitor();
        shop.later(Duration.ofDays(364));
        var renewed = Shop.json(shop.ask("POST", "session", null, "{'visitor_token':'" + token + "'}"))
                .path("visitor_token")
                .asString();
        shop.later(Duration.ofDays(364));
        assertEquals(401, shop.ask("GET", "events?after=0", token, "").status());
        assertEquals(200, shop.ask("GET", "events?after=0", renewed, "").status());
    }

    @Test
    void twentyMessagesAMinute() {
        var shop = new Shop();
        var token = shop.visitor();
        for (int i = 0; i < 20; i++) {
            assertEquals(201, shop.writes(token, Shop.cid(i), "Hello").status());
        }
        var refused = shop.writes(token, Shop.cid(20), "Hello");
        assertEquals(429, refused.status());
        assertEquals("3", refused.headers().get("Retry-After"));
        assertEquals(200, shop.writes(token, Shop.cid(3), "Hello").status(), "a repetition costs nothing");
        shop.later(Duration.ofSeconds(3));
        assertEquals(201, shop.writes(token, Shop.cid(20), "Hello").status());
    }

    @Test
    void sixtyMessagesAMinuteFromOneAddress() {
        var shop = new Shop();
        var tokens = List.of(shop.visitor(), shop.visitor(), shop.visitor(), shop.visitor());
        for (int i = 0; i < 60; i++) {
            assertEquals(
                    201, shop.writes(tokens.get(i % 4), Shop.cid(i), "Hello").status());
        }
        assertEquals(429, shop.writes(tokens.getFirst(), Shop.cid(60), "Hello").status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        not json                                                        | 400
        []                                                              | 400
        {}                                                              | 422
        {'client_message_id':'1','text':'a'}                            | 422
        {'client_message_id':'0192aaaa-0000-7000-8000-000000000001'}    | 422
        {'client_message_id':'0192aaaa-0000-7000-8000-000000000001','text':' '}              | 422
        {'client_message_id':'0192aaaa-0000-7000-8000-000000000001','text':'a','upload_id':'x.y'} | 422
        {'client_message_id':'0192aaaa-0000-7000-8000-000000000001','text':'a','more':[1]}   | 201
        """)
    void whatIsNoMessageIsRefusedInWords(String body, int status) {
        var shop = new Shop();
        assertEquals(status, shop.ask("POST", "messages", shop.visitor(), body).status());
    }

    @Test
    void textIsKeptPlain() {
        var shop = new Shop();
        var token = shop.visitor();
        shop.writes(token, Shop.cid(1), "<b>a</b>\\u0000\\ud800\\r\\nb");
        assertEquals(
                "<b>a</b>\uFFFD\nb", shop.events(token, 0).get(0).path("text").asString());
        var tooLong = "x".repeat(WebFace.LONGEST_TEXT + 1);
        assertEquals(422, shop.writes(token, Shop.cid(2), tooLong).status());
    }
}
