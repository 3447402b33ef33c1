package parley.crm.amocrm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.crm.CrmTrouble;
import parley.crm.CrmType;
import parley.crm.CrmType.Check;
import parley.crm.PaperHouse;

class AmoCrmTypeTest {

    private final AmoAccount account = new AmoAccount();
    private final AmoCrmType type = AmoCrmType.amocrm();

    @AfterEach
    void close() {
        account.close();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "shop, https://shop.amocrm.ru",
                "shop.amocrm.ru, https://shop.amocrm.ru",
                "https://shop.kommo.com/, https://shop.kommo.com",
                "http://127.0.0.1:8080, http://127.0.0.1:8080",
                "https://user:secret@shop.amocrm.ru, -",
                "https://shop.amocrm.ru/leads, -",
                "ftp://shop, -",
                "'a b', -"
            })
    void anAddressIsReadAsPeopleTypeIt(String typed, String address) {
        assertEquals(
                address, Form.address(typed, Brand.AMOCRM).map(URI::toString).orElse(null));
    }

    @Test
    void aTokenIsTriedBeforeItIsKept() {
        var fits = assertInstanceOf(Check.Fits.class, checks(lasting(FakeAmo.TOKEN)));

        assertEquals("Shop (127.0.0.1)", fits.title());
        assertEquals("28654321", fits.identity());
        assertEquals("token wrong_secret", mistake(checks(lasting("eyJ-something-else-entirely"))));
        assertEquals("token required", mistake(checks(Map.of("address", account.amo.address()))));
        account.amo.next("GET /account", Misbehaviour.BAD_GATEWAY);
        assertEquals("address unreachable", mistake(checks(lasting(FakeAmo.TOKEN))));
    }

    @Test
    void whoeverHasNoTokenIsSentToAllowAccess() {
        var landing = URI.create(FakeTokens.LANDING);

        var there = type.authorization(consent(), landing, "state-1").orElseThrow();

        assertEquals(
                "https://www.amocrm.ru/oauth?client_id=" + FakeTokens.CLIENT + "&state=state-1&mode=popup",
                there.toString());
        assertTrue(
                type.authorization(lasting(FakeAmo.TOKEN), landing, "state-1").isEmpty());
        assertEquals("client_id not_allowed", mistake(checks(consent())));
    }

    @Test
    void theConsentIsTurnedIntoTokensWhichAreRenewedOnce() {
        var kept = consented();
        assertEquals("access-1", kept.get("access_token"));
        assertTrue(kept.keySet().stream().noneMatch(key -> key.startsWith(CrmType.BROUGHT)));
        var crm = account.open(kept);
        assertEquals(4, crm.catalogue().employees().size());

        account.passes(Duration.ofHours(25));

        assertEquals(4, crm.catalogue().employees().size());
        assertEquals(Map.of("access_token", "access-2", "refresh_token", "refresh-2"), account.house.box());
    }

    @Test
    void ofTwoProcessesTheSlowerTakesWhatTheFasterHasKept() {
        var kept = consented();
        var one = account.open(kept);
        var other = account.open(kept);
        account.passes(Duration.ofHours(25));

        assertEquals(one.catalogue(), other.catalogue());

        assertEquals("refresh-2", account.house.box().get("refresh_token"));
    }

    @Test
    void aTokenThatIsNotAcceptedAnyMoreIsForTheAdministrator() {
        var kept = consented();
        var renewed = account.open(kept);
        account.amo.tokens.revoke();

        for (var crm : java.util.List.of(renewed, account.crm)) {
            var trouble = assertThrows(CrmTrouble.class, crm::catalogue);
            assertEquals(CrmTrouble.Kind.AUTH, trouble.kind());
            assertTrue(type.reasons().containsKey(trouble.code()));
        }
    }

    private Map<String, String> consented() {
        var back = new HashMap<>(consent());
        back.put("oauth.code", FakeTokens.CODE);
        back.put("oauth.referer", "shop.amocrm.ru");
        back.put("oauth.landing", FakeTokens.LANDING);
        return assertInstanceOf(Check.Fits.class, checks(back)).keep();
    }

    private Map<String, String> consent() {
        return Map.of(
                "address", account.amo.address(), "client_id", FakeTokens.CLIENT, "client_secret", FakeTokens.SECRET);
    }

    private Map<String, String> lasting(String token) {
        return Map.of("address", account.amo.address(), "token", token);
    }

    private Check checks(Map<String, String> fields) {
        return type.check(fields, PaperHouse.tools(account.clock));
    }

    private static String mistake(Check check) {
        var mistake = ((Check.Mistakes) check).fields().entrySet().iterator().next();
        return mistake.getKey() + " " + mistake.getValue().code();
    }
}
