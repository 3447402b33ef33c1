package parley.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.channel.ChannelOffice;
import parley.crm.Crm;
import parley.crm.CrmTrouble;
import parley.platform.FilledForm.Mistake;
import parley.platform.FilledForm.Shown;
import parley.platform.NewJob;
import parley.settings.SettingsDesk.Connected;
import parley.settings.SettingsDesk.Refreshed;
import parley.settings.SettingsDesk.Sent;

class ConnectingTest {

    private static final String HERE = "127.0.0.1";

    @TempDir
    Path data;

    private SettingsOffice office;

    @BeforeEach
    void open() {
        office = new SettingsOffice(data);
    }

    @Test
    void whatTheFormOrTheCrmRefusesIsToldAtItsFieldAndNothingIsConnected() {
        var mistyped = office.desk.connect(office.bruce, "odoo", Map.of("site", "crm", "size", "9"), HERE);
        var refused = office.desk.connect(office.bruce, "odoo", Map.of("token", "wrong-1"), HERE);

        assertEquals(
                Map.of("site", new Mistake("pattern", "https://crm.example"), "size", new Mistake("unknown_field", "")),
                assertInstanceOf(Connected.Invalid.class, mistyped).fields());
        assertEquals(
                Map.of("token", new Mistake("wrong_secret", "")),
                assertInstanceOf(Connected.Invalid.class, refused).fields());
        assertTrue(office.crms.shown(office.account).isEmpty());
    }

    @Test
    void whatTheCheckFoundIsKeptAndNeverShown() {
        office.connect("odoo", Map.of("token", "wayne:secret-token", "site", "https://crm.wayne.example"));

        var shown = office.crms.shown(office.account).orElseThrow();

        assertEquals("for wayne:secret-token", office.other.opened.get("found"));
        assertEquals("wayne", shown.integration().title());
        assertEquals(
                Map.of("token", new Shown.Secret(true, "oken"), "site", new Shown.Plain("https://crm.wayne.example")),
                shown.fields());
    }

    @Test
    void anEmptySecretIsUnchangedWhenTheFormIsChanged() {
        var integration = office.connect("odoo", Map.of("token", "wayne:1")).integration();
        office.crms.of(office.account);

        var changed = office.desk.change(
                office.bruce, integration, Map.of("token", "", "site", "https://crm.wayne.example"), HERE);

        assertInstanceOf(Connected.Done.class, changed);
        office.crms.of(office.account);
        assertEquals("wayne:1", office.other.opened.get("token"));
        assertEquals("https://crm.wayne.example", office.other.opened.get("site"));
    }

    @Test
    void aConnectedCrmNeverBecomesAnotherAccount() {
        var integration = office.connect("odoo", Map.of("token", "wayne:1")).integration();

        var changed = office.desk.change(office.bruce, integration, Map.of("token", "stark:1"), HERE);

        assertEquals(new Connected.Invalid(Map.of("", new Mistake("another_account", "wayne"))), changed);
        assertEquals(SettingsDesk.Deleted.DONE, office.desk.delete(office.bruce, integration, HERE));
        assertNotEquals(
                integration, office.connect("odoo", Map.of("token", "stark:1")).integration());
        assertEquals(
                SettingsDesk.Deleted.DONE,
                office.desk.delete(office.bruce, office.agreed().integration(), HERE));
        assertEquals(
                integration, office.connect("odoo", Map.of("token", "wayne:2")).integration());
    }

    @Test
    void aCrmThatLetsUsInNoMoreIsKnownUntilItDoesAgainAndWhatWaitedIsHurried() {
        var integration = office.connect("odoo", Map.of("token", "wayne:1")).integration();
        office.other.trouble = CrmTrouble.unauthorized("token_over", "the token is over");

        office.desk.refresh(office.bruce, integration, HERE);
        office.desk.refresh(office.bruce, integration, HERE);

        var trouble = office.crms.trouble(office.account).orElseThrow();
        assertEquals("token_over", trouble.code());
        waitsFor("AUTH: the token is over");
        office.other.trouble = null;
        office.desk.refresh(office.bruce, integration, HERE);
        assertEquals(Optional.empty(), office.crms.trouble(office.account));
        assertEquals(1, due());
    }

    @Test
    void aFormThatWasFilledInAnewStartsWithoutTroubles() {
        var integration = office.connect("odoo", Map.of("token", "wayne:1")).integration();
        office.other.trouble = CrmTrouble.unauthorized(CrmTrouble.NO_ACCESS, "no");
        office.desk.refresh(office.bruce, integration, HERE);
        var old = office.crms.of(office.account).orElseThrow().crm();
        waitsFor("AUTH: no");
        office.other.trouble = null;

        var changed = office.desk.change(office.bruce, integration, Map.of("token", "wayne:2"), HERE);

        assertInstanceOf(
                Refreshed.Done.class,
                assertInstanceOf(Connected.Done.class, changed).refreshed());
        assertEquals(1, due());
        office.other.trouble = CrmTrouble.unauthorized(CrmTrouble.NO_ACCESS, "no");
        assertThrows(CrmTrouble.class, old::catalogue);
        assertEquals(Optional.empty(), office.crms.trouble(office.account), "the old line is over");
    }

    private void waitsFor(String why) {
        office.database.useTransaction(tx -> {
            office.jobs.enqueue(tx, new NewJob(office.account, "note", "1", "lane", Map.of()));
            tx.createUpdate("UPDATE job SET due_at = due_at + interval '10 min', last_error = :why"
                            + " WHERE account_id = :account")
                    .bind("why", why)
                    .bind("account", office.account.value())
                    .execute();
        });
    }

    private int due() {
        return office.database.read(tx -> tx.createQuery(
                        "SELECT count(*) FROM job WHERE account_id = :account AND due_at <= :now AND kind = 'note'")
                .bind("account", office.account.value())
                .bind("now", ChannelOffice.NOW)
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void renewedFieldsAreKept() {
        office.connect("odoo", Map.of("token", "wayne:1"));
        office.crms.of(office.account);

        office.other.kept.keep(Map.of("token", "wayne:2"));

        assertEquals("wayne:2", office.other.kept.fields().get("token"));
        assertEquals("for wayne:1", office.other.kept.fields().get("found"));
        office.crms.forget(office.account);
        office.crms.of(office.account);
        assertEquals("wayne:2", office.other.opened.get("token"));
    }

    @Test
    void nothingIsKeptOnceTheFormWasFilledInAnew() {
        var integration = office.connect("odoo", Map.of("token", "wayne:1")).integration();
        office.crms.of(office.account);
        var kept = office.other.kept;
        office.desk.change(office.bruce, integration, Map.of("token", "wayne:2"), HERE);

        kept.keep(Map.of("token", "wayne:1b"));

        assertEquals(Map.of(), kept.fields());
        office.crms.forget(office.account);
        office.crms.of(office.account);
        assertEquals("wayne:2", office.other.opened.get("token"));
    }

    @Test
    void theHookAddressIsSignedAndChangesWithEachConnection() {
        var integration = office.connect("odoo", Map.of("token", "wayne:1")).integration();
        var first = key();

        assertEquals(Optional.of(office.account), office.crms.hooked(first));
        assertEquals(Optional.empty(), office.crms.hooked(first.substring(0, first.length() - 1) + "_"));
        assertEquals(Optional.empty(), office.crms.hooked("1-1-1-short"));
        office.desk.change(office.bruce, integration, Map.of("token", "wayne:2"), HERE);
        assertEquals(first, key(), "the CRM goes on to use it");
        office.desk.delete(office.bruce, integration, HERE);
        assertEquals(Optional.empty(), office.crms.hooked(first));
        office.connect("odoo", Map.of("token", "wayne:2"));
        assertNotEquals(first, key());
        assertEquals(Optional.empty(), office.crms.hooked(first));
    }

    private String key() {
        var path = office.crms.shown(office.account).orElseThrow().hook().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    void whoWasSentToTheCrmComesBackOnce() {
        var sent = office.desk.send(office.bruce, "odoo", null, Map.of("site", "https://crm.wayne.example"));
        var address = assertInstanceOf(Sent.There.class, sent).address();
        assertTrue(address.toString().contains("back=https://hub.example/crm/odoo/oauth&"), address.toString());
        var state = address.getQuery().replaceFirst(".*state=", "");
        var brought = Map.of("code", "wayne:by-code", "state", state);

        assertInstanceOf(Connected.Unknown.class, office.desk.landed(office.tony, "odoo", brought, HERE));
        assertInstanceOf(Connected.Done.class, office.desk.landed(office.bruce, "odoo", brought, HERE));
        assertInstanceOf(Connected.Unknown.class, office.desk.landed(office.bruce, "odoo", brought, HERE));

        office.crms.of(office.account);
        assertEquals("wayne:by-code", office.other.opened.get("token"));
        assertEquals("https://crm.wayne.example", office.other.opened.get("site"));
        assertFalse(office.other.opened.containsKey("oauth.code"), "what was brought back is not kept");
    }

    @Test
    void everyCallOfTheCrmIsWatched() {
        var watched = Arrays.stream(WatchedCrm.class.getDeclaredMethods())
                .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
                .collect(Collectors.toSet());
        Set<String> forgotten = new TreeSet<>();
        for (var method : Crm.class.getDeclaredMethods()) {
            var signature = method.getName() + Arrays.toString(method.getParameterTypes());
            if (!method.isSynthetic() && !watched.contains(signature)) {
                forgotten.add(signature);
            }
        }
        assertEquals(Set.of(), forgotten, "a default method that is not passed on is lost");
    }
}
