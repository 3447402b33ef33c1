package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.ContactId;

/// A CRM that lives elsewhere: connected by its form, heard by its hooks, and gone until somebody connects it again.
class CrmElsewhereStoryTest extends ElsewhereStory {

    @Test
    @DisplayName("What the CRM refuses stands at its field; nothing is connected before it fits")
    void theFormIsChecked() {
        var types = hub.owner().get("/crm-types").json().path("rows");
        assertEquals(
                List.of("site", "password", "hook"),
                types.valueStream()
                        .filter(type -> type.path("type").asString().equals("paper"))
                        .flatMap(type -> type.path("form").valueStream())
                        .map(field -> field.path("key").asString())
                        .toList());

        var wrong = connects("https://paper.example", "rose");
        assertEquals(422, wrong.status(), wrong.toString());
        assertEquals("fields.password wrong_secret", mistake(wrong));
        assertEquals("fields.site pattern", mistake(connects("http://paper.example", "tulip")));
        assertFalse(integration().path("connected").asBoolean(true));

        assertEquals(200, connects("https://paper.example", "tulip").status());

        assertTrue(integration().path("connected").asBoolean());
        assertEquals("Wayne Paper", integration().path("title").asString());
        assertTrue(integration().path("trouble").isNull());
        var fields = integration().path("fields");
        assertEquals("{\"set\":true,\"ends\":\"\"}", fields.path("password").toString());
        assertTrue(fields.path("hook").asString().startsWith(hub.address() + "/hooks/crm/1-"), fields.toString());
        assertEquals(409, connects("https://paper.example", "tulip").status());
    }

    @Test
    @DisplayName("R23: a hook about a contact is one look at it, however often it comes")
    void hooksAreHints() {
        givenToTony();
        var tony = hub.invite("Tony", "tony");
        var scrooge = hub.invite("Scrooge", "scrooge");
        post.clientWrites(hub, channel, "Anna", "Hello");
        Hub.await(List.of("Anna"), tony::clients);
        Hub.await("in the CRM", () -> crm.deals().size() == 1);

        crm.gives(new ContactId("1"), "scrooge");
        crm.moves(crm.deals().getFirst().id(), crm.deals().getFirst().stage(), "scrooge");
        assertEquals(List.of(204, 204, 204), List.of(hook("contact 1"), hook("contact 1"), hook("contact 1")));

        hub.later(Duration.ofSeconds(2));
        Hub.await(List.of("Anna"), scrooge::clients);
        assertEquals(List.of(), tony.clients());
        assertEquals(1, jobs("crm.sync"));
    }

    @Test
    @DisplayName("R23: a hook that names nothing has the CRM asked for what has changed")
    void hooksThatNameNothing() {
        givenToTony();
        var tony = hub.invite("Tony", "tony");
        post.clientWrites(hub, channel, "Anna", "Hello");
        Hub.await(List.of("Anna"), tony::clients);
        Hub.await("in the CRM", () -> crm.deals().size() == 1);
        crm.gives(new ContactId("1"), null);
        crm.moves(crm.deals().getFirst().id(), crm.deals().getFirst().stage(), "scrooge");

        assertEquals(204, hook(""));
        hub.later(Duration.ofSeconds(2));

        Hub.await(List.of(), tony::clients);
        assertEquals(1, jobs("crm.look"));
    }

    @Test
    void whoIsNotTheCrmIsSentAway() {
        givenToTony();

        assertEquals(403, hook("forged"));
        assertEquals(413, hook("contact 1\n".repeat(30_000)));
        var address = integration().path("fields").path("hook").asString();
        assertEquals(404, sends(address.substring(0, address.length() - 2) + "__", "contact 1"));
        assertEquals(404, sends(hub.address() + "/hooks/crm/1-1-1-key", "contact 1"));
        assertEquals(
                204, hub.owner().delete("/integrations/" + hub.integration()).status());
        assertEquals(404, sends(address, "contact 1"));
    }

    @Test
    @DisplayName("R76: a CRM that lets nobody in is shown; what waits is done once when it is connected again")
    void letIn() {
        givenToTony();
        var tony = hub.invite("Tony", "tony");
        elsewhere.changesPassword("orchid");

        post.clientWrites(hub, channel, "Anna", "Hello");

        Hub.await("known", () -> !integration().path("trouble").isNull());
        var trouble = integration().path("trouble");
        assertEquals("password_changed", trouble.path("code").asString());
        assertTrue(trouble.path("text").path("en").asString().contains("type the new one"), trouble.toString());
        var health = hub.owner().get("/health").json().path("crm");
        assertEquals("password_changed", health.path("refusal").path("code").asString(), health.toString());
        assertEquals(hub.integration(), health.path("integration").asString());
        assertEquals(0, crm.contacts().size());

        assertEquals("fields.password wrong_secret", mistake(changes("{\"password\":\"rose\"}")));
        assertFalse(integration().path("trouble").isNull());
        var changed = changes("{\"password\":\"orchid\"}");
        assertEquals(200, changed.status(), changed.toString());

        Hub.await(List.of("Anna"), tony::clients);
        Hub.await("in the CRM", () -> crm.deals().size() == 1);
        assertTrue(integration().path("trouble").isNull());
        assertEquals(1, crm.contacts().size());
        assertEquals(
                1, crm.log.stream().filter(entry -> entry.startsWith("deal")).count(), crm.log.toString());
    }

    @Test
    void itCannotBecomeAnotherAccount() {
        assertEquals(200, connects("https://paper.example", "tulip").status());

        var changed = changes("{\"site\":\"https://other.example\"}");

        assertEquals(" another_account", mistake(changed));
    }

    private Person.Answer changes(String fields) {
        return hub.owner().patch("/integrations/" + hub.integration(), "{\"fields\":%s}".formatted(fields));
    }

    private static String mistake(Person.Answer answer) {
        var mistake = answer.json().path("fields").path(0);
        return mistake.path("path").asString() + " " + mistake.path("code").asString();
    }
}
