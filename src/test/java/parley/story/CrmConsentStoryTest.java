package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.crm.Crm;
import parley.crm.CrmConfig;
import parley.crm.CrmTools;
import parley.crm.CrmType;
import parley.crm.PaperCrm;
import parley.platform.FilledForm.Mistake;
import parley.platform.FormField;

/// A CRM that asks the administrator on a page of its own whether he lets Parley in.
class CrmConsentStoryTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /// Takes the code `yes`.
    private record Asking(PaperCrm crm) implements CrmType {

        @Override
        public String type() {
            return "asking";
        }

        @Override
        public Map<String, String> name() {
            return Map.of("ru", "Спрашивающая CRM", "en", "Asking CRM");
        }

        @Override
        public List<FormField> form() {
            return List.of(new FormField("site", "text", name(), null, true, null, null, null, null));
        }

        @Override
        public Optional<URI> authorization(Map<String, String> fields, URI landing, String state) {
            return Optional.of(
                    URI.create("https://" + fields.get("site") + "/ask?back=" + landing + "&state=" + state));
        }

        @Override
        public Check check(Map<String, String> fields, CrmTools tools) {
            return "yes".equals(fields.get("oauth.code"))
                    ? new Check.Fits(fields, fields.get("site"))
                    : new Check.Mistakes(Map.of("", new Mistake("said_no", "")));
        }

        @Override
        public Crm open(CrmConfig config, CrmTools tools) {
            return crm;
        }
    }

    private Hub hub;

    @BeforeEach
    void open() {
        hub = Hub.knowing(List.of(new Asking(new PaperCrm(InstantSource.system(), "tony"))));
        assertEquals(
                204, hub.owner().delete("/integrations/" + hub.integration()).status());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoComesBackWithACodeHasConnectedIt() throws Exception {
        var state = sent();

        assertEquals("/app/integrations?mistake=not_let_in", landed("yes", state, ""));
        var there = landed("yes", state, hub.owner().cookie());

        assertEquals("/app/integrations/" + hub.integration(), there);
        var row = hub.owner().get("/integrations").json().path("rows").path(0);
        assertEquals("crm.example", row.path("title").asString());
        assertTrue(row.path("connected").asBoolean());
        assertEquals(
                "/app/integrations?mistake=not_let_in",
                landed("yes", state, hub.owner().cookie()),
                "once");
    }

    @Test
    void whoComesBackWithoutOneIsToldWhy() throws Exception {
        assertEquals(
                "/app/integrations?mistake=said_no",
                landed("no", sent(), hub.owner().cookie()));
        assertEquals(
                "/app/integrations?mistake=not_let_in",
                landed("yes", "made-up", hub.owner().cookie()));
    }

    @Test
    void whatIsMissingIsToldBeforeAnybodyIsSent() {
        var refused = hub.owner().post("/crm-types/asking/oauth", "{\"fields\":{}}");
        assertEquals(422, refused.status(), refused.toString());
        assertTrue(hub.owner()
                .post("/crm-types/builtin/oauth", "{}")
                .json()
                .path("url")
                .isNull());
        assertEquals(404, hub.owner().post("/crm-types/abacus/oauth", "{}").status());
    }

    /// Answers the state that went along.
    private String sent() {
        var sent = hub.owner().post("/crm-types/asking/oauth", "{\"fields\":{\"site\":\"crm.example\"}}");
        assertEquals(200, sent.status(), sent.toString());
        var url = sent.json().path("url").asString();
        var expected = "https://crm.example/ask?back=" + hub.address() + "/crm/asking/oauth&state=";
        assertTrue(url.startsWith(expected), url);
        return url.substring(expected.length());
    }

    /// Where the browser goes from the address that the CRM has sent it back to.
    private String landed(String code, String state, String cookie) throws Exception {
        var address = "http://127.0.0.1:" + hub.port() + "/crm/asking/oauth?code=" + code + "&state=" + state;
        var request = HttpRequest.newBuilder(URI.create(address));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        var answer = HTTP.send(request.build(), BodyHandlers.discarding());
        assertEquals(302, answer.statusCode());
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
