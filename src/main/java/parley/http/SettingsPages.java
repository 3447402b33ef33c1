package parley.http;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;
import parley.base.EmployeeId;
import parley.base.IntegrationId;
import parley.crm.Crm;
import parley.platform.Failpoint;
import parley.platform.Json;
import parley.rules.Finding;
import parley.settings.Crms;
import parley.settings.Document;
import parley.settings.SettingsDesk;
import parley.settings.SettingsDesk.Agreed;
import parley.settings.SettingsDesk.Saved;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The settings of the integration with the CRM (UX 6.2, 11.2). Everything here is for administrators.
final class SettingsPages {

    private static final int VERSIONS = 100;

    /// @param last who got the last client, and how many of his block
    /// @param order the list when he was served
    record Turn(@Nullable String last, int served, List<String> order, long waiting) {}

    private record Stale(
            String error,
            String description,
            List<ApiError.Field> fields,
            Map<String, Object> args,
            Document current,
            String by,
            Instant at,
            List<String> changed) {}

    /// @param first absent but for the first save
    private record Kept(Document settings, List<ApiError.Field> warnings, FirstSave.@Nullable Shown first) {}

    private final SettingsDesk desk;
    private final Crms crms;
    private final FirstSave firstSave;

    SettingsPages(SettingsDesk desk, Crms crms, FirstSave firstSave) {
        this.desk = desk;
        this.crms = crms;
        this.firstSave = firstSave;
    }

    Answer settings(Asked asked) {
        var account = asked.viewer().account();
        return agreed(asked).map(agreed -> Answer.ok(shown(account, agreed))).orElseGet(Answer::notFound);
    }

    /// The document with what the page shows beside it.
    private ObjectNode shown(AccountId account, Agreed agreed) {
        var shown = tree(desk.document(account, agreed));
        var turns = new HashMap<String, Turn>();
        desk.queues(account).forEach(queue -> {
            var last = queue.last();
            turns.put(
                    queue.channel().toString(),
                    new Turn(
                            last == null ? null : last.value(),
                            queue.served(),
                            queue.order().stream().map(EmployeeId::value).toList(),
                            queue.waiting()));
        });
        var capabilities = crms.of(account)
                .filter(line -> line.integration().equals(agreed.integration()))
                .map(line -> line.crm().capabilities())
                .orElseGet(() -> new Crm.Capabilities(agreed.facts().hasUnsorted(), false, false, 0));
        shown.put("integration", agreed.integration().toString());
        shown.put("crm", agreed.crm());
        shown.put("connected", agreed.connected());
        shown.put("refreshedAt", agreed.refreshedAt().toString());
        shown.set("employees", json(agreed.catalogue().employees()));
        shown.set("pipelines", json(agreed.catalogue().pipelines()));
        shown.set("turns", json(turns));
        shown.set("capabilities", json(capabilities));
        return shown;
    }

    Answer save(Asked asked) {
        var viewer = asked.viewer();
        var saved = desk.save(viewer, id(asked), asked.json(JsonNode.class), asked.remote());
        Failpoint.SETTINGS_SAVED.hit();
        return switch (saved) {
            case Saved.Done(var agreed, var warnings, var first) ->
                Answer.ok(new Kept(
                        desk.document(viewer.account(), agreed),
                        fields(warnings),
                        first ? firstSave.of(viewer, agreed) : null));
            case Saved.Invalid(var mistakes) -> Answer.invalid(fields(mistakes));
            case Saved.Stale(var current, var last) ->
                Answer.json(
                        409,
                        new Stale(
                                "stale",
                                "The settings have been changed meanwhile.",
                                List.of(),
                                Map.of("by", last.by(), "at", last.at()),
                                desk.document(viewer.account(), current),
                                last.by(),
                                last.at(),
                                last.changed()));
            case Saved.NoIntegration() -> Answer.notFound();
        };
    }

    /// Once more (R62).
    Answer testMessage(Asked asked) {
        var agreed = agreed(asked).orElse(null);
        if (agreed == null) {
            return Answer.notFound();
        }
        var test = firstSave.test(asked.viewer(), agreed);
        return test == null
                ? Answer.error(409, "no_test_channel", "No WhatsApp, Telegram or web chat is in the integration.")
                : Answer.ok(test);
    }

    Answer versions(Asked asked) {
        return Answer.ok(Map.of("rows", desk.versions(asked.viewer().account(), id(asked), VERSIONS)));
    }

    Answer version(Asked asked) {
        return desk.version(asked.viewer().account(), id(asked), asked.id("n"))
                .map(past -> {
                    var shown = tree(past.document());
                    shown.set("skipped", json(past.skipped()));
                    return Answer.ok(shown);
                })
                .orElseGet(Answer::notFound);
    }

    private Optional<Agreed> agreed(Asked asked) {
        return desk.current(asked.viewer().account())
                .filter(agreed -> agreed.integration().equals(id(asked)));
    }

    static List<ApiError.Field> fields(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new ApiError.Field(finding.path(), finding.code(), Map.copyOf(finding.args())))
                .toList();
    }

    private static IntegrationId id(Asked asked) {
        return new IntegrationId(asked.id("id"));
    }

    private static JsonNode json(Object value) {
        return Json.tolerant().valueToTree(value);
    }

    private static ObjectNode tree(Object value) {
        return Json.tolerant().valueToTree(value);
    }
}
