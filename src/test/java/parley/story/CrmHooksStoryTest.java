package parley.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.ContactId;

/// A CRM that calls very often: somebody imports a list there, or changes a thousand cards at once.
class CrmHooksStoryTest extends ElsewhereStory {

    @Test
    @DisplayName(
            "R23: a hundred records in a hook, and a hundred hooks in a second, are one job; the CRM is asked about"
                    + " few")
    void manyHooksAreOneJob() {
        givenToTony();
        var scrooge = hub.invite("Scrooge", "scrooge");
        post.clientWrites(hub, channel, "Anna", "Hello");
        Hub.await("in the CRM", () -> crm.deals().size() == 1);
        Hub.await("settled, and looked at once more", () -> open("route") == 0 && open("crm.sync") == 0);
        for (int stranger = 0; stranger < 100; stranger++) {
            crm.typesContact("Stranger", "tony", "+7920" + (1_000_000 + stranger));
        }
        crm.gives(new ContactId("1"), "scrooge");
        var before = crm.asked();

        var began = System.nanoTime();
        var records = new StringBuilder();
        crm.contacts()
                .forEach(contact ->
                        records.append("contact ").append(contact.id()).append('\n'));
        assertEquals(204, hook(records.toString()));
        for (int hook = 0; hook < 100; hook++) {
            assertEquals(204, hook("contact " + (1 + hook % 7) + "\ndeal 1"));
        }
        hub.later(Duration.ofSeconds(2));

        Hub.await(List.of("Anna"), scrooge::clients);
        Hub.await("looked at", () -> open("crm.sync") == 0);
        var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        var jobs = jobs("crm.sync");
        assertTrue(jobs <= 1 + seconds, () -> jobs + " jobs in " + seconds + " s");
        // Each asks for Anna's deal, to learn whose it is, for her contact and its deals: nobody else has a chat.
        assertTrue(crm.asked() - before <= 3 * jobs, () -> crm.asked() - before + " calls for " + jobs + " jobs");
        Hub.await("no hint waits any more", () -> waitingHints() == 0);
    }

    @Test
    @DisplayName("R23: more records than are looked at together are looked at piece by piece, in order")
    void pieces() {
        givenToTony();
        var scrooge = hub.invite("Scrooge", "scrooge");
        post.clientWrites(hub, channel, "Anna", "Hello");
        Hub.await("in the CRM", () -> crm.deals().size() == 1);
        crm.gives(new ContactId("1"), "scrooge");

        var records = new StringBuilder();
        for (int stranger = 0; stranger < 1_100; stranger++) {
            records.append("contact ").append(1_000 + stranger).append('\n');
        }
        assertEquals(204, hook(records + "contact 1"));
        hub.later(Duration.ofSeconds(2));

        Hub.await(List.of("Anna"), scrooge::clients);
        Hub.await("no hint waits any more", () -> waitingHints() == 0);
    }
}
