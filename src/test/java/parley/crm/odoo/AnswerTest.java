package parley.crm.odoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.ContactId;
import parley.base.DealId;
import parley.crm.Crm.Change;
import parley.crm.CrmHook;
import parley.crm.CrmTrouble;

/// What Odoo says, in our words. Needs no Odoo.
class AnswerTest {

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', nullValues = "-", textBlock = """
        STATUS | EXCEPTION                              | KIND
        401    | werkzeug.exceptions.Unauthorized       | AUTH
        403    | odoo.exceptions.AccessDenied           | AUTH
        403    | odoo.exceptions.AccessError            | REFUSED
        404    | odoo.exceptions.MissingError           | GONE
        404    | werkzeug.exceptions.NotFound           | REFUSED
        404    | -                                      | TEMPORARY
        422    | odoo.exceptions.ValidationError        | REFUSED
        429    | -                                      | TEMPORARY
        500    | builtins.ValueError                    | REFUSED
        500    | psycopg2.errors.SerializationFailure   | TEMPORARY
        502    | -                                      | TEMPORARY
        """)
    void theNameTellsMoreThanTheStatus(int status, String exception, CrmTrouble.Kind kind) {
        var body = exception == null
                ? "<h1>Bad Gateway</h1>"
                : "{\"name\":\"%s\",\"message\":\"No.\",\"debug\":\"Traceback: secret\"}".formatted(exception);

        var trouble = assertThrows(CrmTrouble.class, () -> Answer.read("crm.lead.write", status, "7", bytes(body)));

        assertEquals(kind, trouble.kind());
        assertFalse(trouble.words().contains("Traceback"), trouble.words());
        assertEquals(kind == CrmTrouble.Kind.TEMPORARY ? Duration.ofSeconds(7) : null, trouble.retryAfter());
    }

    @Test
    void aPageInsteadOfAnAnswerIsAPassingTrouble() {
        var trouble = assertThrows(
                CrmTrouble.class, () -> Answer.read("crm.lead.write", 200, null, bytes("<html>Be right back</html>")));

        assertEquals(CrmTrouble.Kind.TEMPORARY, trouble.kind());
    }

    @Test
    @DisplayName("R23: a hook names one record, and its deal's client")
    void hooksAreHints() {
        assertEquals(
                List.of(new Change.OfDeal(new DealId("7"), List.of(new ContactId("3")))),
                heard("{\"_model\":\"crm.lead\",\"_id\":7,\"id\":7,\"partner_id\":3}"));
        assertEquals(
                List.of(new Change.OfDeal(new DealId("7"), List.of())),
                heard("{\"_model\":\"crm.lead\",\"_id\":7,\"partner_id\":false}"));
        assertEquals(
                List.of(new Change.OfContact(new ContactId("3"))), heard("{\"_model\":\"res.partner\",\"_id\":3}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null", "{\"_model\":\"sale.order\",\"_id\":1}", "{\"_model\":\"crm.lead\"}"})
    void garbageIsHeardAndMeansNothing(String body) {
        assertEquals(List.of(), heard(body));
    }

    @Test
    void clientsWordsStayWordsAndAddressesBecomeLinks() {
        assertEquals(
                "<p>&lt;b&gt; &amp; <a href=\"https://a.example/?x=1&amp;y=2\" target=\"_blank\">"
                        + "https://a.example/?x=1&amp;y=2</a> ok<br/>next</p>",
                Notes.html("<b> & https://a.example/?x=1&y=2 ok\nnext"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://odoo.example/odoo/crm/7, https://odoo.example",
        "https://odoo.example/web#id=1, https://odoo.example",
        "https://odoo.example/, https://odoo.example",
        "http://10.0.0.5:8069, http://10.0.0.5:8069"
    })
    void anAddressMayBeCopiedFromAnyPage(String typed, String address) {
        assertEquals(address, Checking.address(typed));
    }

    @Test
    void aNameMayHoldAnything() {
        var address = new parley.crm.MessengerAddress(new parley.base.ChatType("email"), "a/b%_c@d.e", "An_na");
        var names = List.of(Names.address(address.network(), address.id()), Names.username(address, "An_na"));

        assertEquals(address, Names.read(names.getFirst(), names).orElseThrow());
        assertTrue(Names.usernamePattern(address.network(), "An_na").startsWith("username/email/An\\_na/"));
    }

    private static List<Change> heard(String body) {
        var verdict = Hooks.heard(new CrmHook("POST", Map.of(), Map.of(), bytes(body)));
        return ((CrmHook.Verdict.Heard) verdict).changes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
