package parley.crm.amocrm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.crm.CrmTrouble;
import tools.jackson.databind.JsonNode;

/// Sees to it that the account calls our hook address, and no earlier one of ours. Where it does not, or cannot, the
/// poll alone tells of changes.
final class Subscription {

    private static final Logger LOG = System.getLogger(Subscription.class.getName());

    private static final List<String> WANTED = List.of(
            "add_lead",
            "update_lead",
            "status_lead",
            "responsible_lead",
            "delete_lead",
            "restore_lead",
            "add_contact",
            "update_contact",
            "responsible_contact",
            "delete_contact");

    private static final Duration AGAIN = Duration.ofHours(1);
    private static final int MOST_PAGES = 4;

    private final URI hook;
    private final InstantSource clock;
    private volatile @Nullable Instant looked;
    private volatile boolean heard;

    Subscription(URI hook, InstantSource clock) {
        this.hook = hook;
        this.clock = clock;
    }

    /// Whether changes are told to us by the account.
    boolean heard() {
        return heard;
    }

    /// Looks once an hour; does nothing where the internet cannot reach us.
    synchronized void keep(Line line) {
        var now = clock.instant();
        if (!"https".equals(hook.getScheme()) || looked != null && now.isBefore(looked.plus(AGAIN))) {
            return;
        }
        looked = now;
        try {
            subscribe(line);
            heard = true;
        } catch (CrmTrouble trouble) {
            heard = false;
            LOG.log(Level.INFO, "no webhooks from " + hook.getHost() + "'s CRM: " + trouble.words());
        }
    }

    private void subscribe(Line line) {
        var there = line.all("/webhooks", "webhooks", Line.PAGE, MOST_PAGES);
        for (var one : there) {
            var destination = destination(one);
            if (isEarlier(destination)) {
                line.set("DELETE", "/webhooks", Map.of("destination", destination));
            }
        }
        if (there.stream().noneMatch(this::holds)) {
            line.set("POST", "/webhooks", Map.of("destination", hook.toString(), "settings", WANTED, "sort", 10));
        }
    }

    private boolean holds(JsonNode webhook) {
        var settings = webhook.path("settings")
                .valueStream()
                .map(one -> one.asString(""))
                .toList();
        return destination(webhook).equals(hook.toString())
                && !webhook.path("disabled").asBoolean(false)
                && settings.containsAll(WANTED);
    }

    /// The same integration's, from before it was connected anew: nobody listens there any more.
    private boolean isEarlier(String destination) {
        var parts = hook.toString().split("-", 3);
        return parts.length == 3
                && destination.startsWith(parts[0] + "-" + parts[1] + "-")
                && !destination.equals(hook.toString());
    }

    private static String destination(JsonNode webhook) {
        return webhook.path("destination").asString("");
    }
}
