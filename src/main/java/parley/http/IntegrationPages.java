package parley.http;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.auth.Viewer;
import parley.base.IntegrationId;
import parley.crm.CrmType;
import parley.platform.FilledForm;
import parley.platform.FormField;
import parley.settings.Crms;
import parley.settings.Integrations.Trouble;
import parley.settings.SettingsDesk;
import parley.settings.SettingsDesk.Agreed;
import parley.settings.SettingsDesk.Connected;
import parley.settings.SettingsDesk.Refreshed;
import parley.settings.SettingsDesk.Sent;

/// Which CRM is connected, how, and whether it lets us in (UX 12). No CRM is known here by name.
final class IntegrationPages {

    record NewIntegration(String crm, @Nullable Map<String, String> fields) {}

    record Change(Map<String, String> fields) {}

    /// @param integration whose form it is; absent while nothing is connected
    record Sending(@Nullable String integration, @Nullable Map<String, String> fields) {}

    /// @param url where the CRM asks; absent when it wants nobody
    record Elsewhere(@Nullable URI url) {}

    record CrmRow(
            String type,
            Map<String, String> name,
            Map<String, String> about,
            List<FormField> form,
            Map<String, Map<String, String>> reasons) {}

    /// @param title how people know the CRM's account; empty where there is only one
    /// @param trouble why the CRM does not let us in; absent while it does
    /// @param fields its form: secrets as `{set, ends}`, values to copy filled in; absent once it is deleted
    record Row(
            String id,
            String crm,
            boolean connected,
            long version,
            Instant refreshedAt,
            String title,
            @Nullable Refusal trouble,
            @Nullable Map<String, Object> fields) {}

    /// @param text the adapter's words for the code; absent when it has none for it
    record Refusal(String code, @Nullable Map<String, String> text, Instant since) {

        static @Nullable Refusal of(@Nullable Trouble trouble, List<CrmType> types, String crm) {
            return trouble == null
                    ? null
                    : new Refusal(
                            trouble.code(),
                            types.stream()
                                    .filter(type -> type.type().equals(crm))
                                    .map(type -> type.reasons().get(trouble.code()))
                                    .filter(text -> text != null)
                                    .findFirst()
                                    .orElse(null),
                            trouble.since());
        }
    }

    private final SettingsDesk desk;
    private final Crms crms;

    IntegrationPages(SettingsDesk desk, Crms crms) {
        this.desk = desk;
        this.crms = crms;
    }

    Answer crmTypes(Asked asked) {
        var rows = crms.types().stream()
                .map(type -> new CrmRow(type.type(), type.name(), type.about(), type.form(), type.reasons()))
                .toList();
        return Answer.ok(Map.of("rows", rows));
    }

    Answer all(Asked asked) {
        var account = asked.viewer().account();
        var shown = crms.shown(account).orElse(null);
        var rows =
                desk.current(account).stream().map(agreed -> row(agreed, shown)).toList();
        return Answer.ok(Map.of("rows", rows));
    }

    private Row row(Agreed agreed, Crms.@Nullable Shown shown) {
        var its = shown != null && shown.integration().id().equals(agreed.integration()) ? shown : null;
        return new Row(
                agreed.integration().toString(),
                agreed.crm(),
                agreed.connected(),
                agreed.settings().version(),
                agreed.refreshedAt(),
                its == null ? "" : its.integration().title(),
                its == null ? null : Refusal.of(its.integration().trouble(), crms.types(), agreed.crm()),
                its == null ? null : fields(its));
    }

    private Map<String, Object> fields(Crms.Shown shown) {
        var fields = new HashMap<String, Object>();
        shown.fields().forEach((key, value) -> {
            switch (value) {
                case FilledForm.Shown.Plain(var text) -> fields.put(key, text);
                case FilledForm.Shown.Secret secret -> fields.put(key, secret);
            }
        });
        var form = crms.types().stream()
                .filter(type -> type.type().equals(shown.integration().crm()))
                .flatMap(type -> type.form().stream());
        form.filter(field -> field.kind().equals("copy"))
                .forEach(field -> fields.put(field.key(), filled(shown, String.valueOf(field.value()))));
        return fields;
    }

    /// A value to show, with this hub's own addresses in it.
    private static String filled(Crms.Shown shown, String value) {
        var hook = shown.hook();
        var origin = hook.getScheme() + "://" + hook.getAuthority();
        return value.replace("{hook}", hook.toString())
                .replace("{cards}", shown.cards().toString())
                .replace("{origin}", origin)
                .replace("{host}", hook.getAuthority());
    }

    Answer connect(Asked asked) {
        var typed = asked.json(NewIntegration.class);
        return answer(asked.viewer(), desk.connect(asked.viewer(), typed.crm(), given(typed.fields()), asked.remote()));
    }

    Answer change(Asked asked) {
        var typed = asked.json(Change.class);
        return answer(asked.viewer(), desk.change(asked.viewer(), id(asked), typed.fields(), asked.remote()));
    }

    private Answer answer(Viewer viewer, Connected connected) {
        return switch (connected) {
            case Connected.Done(var _, var refreshed) -> answer(viewer, refreshed);
            case Connected.Invalid(var mistakes) -> Answer.invalid(mistakes(mistakes));
            case Connected.Taken() -> Answer.error(409, "crm_connected", "A CRM is connected already.");
            case Connected.Unknown() -> Answer.notFound();
        };
    }

    /// Where the CRM asks the administrator whether he lets Parley in.
    Answer send(Asked asked) {
        var typed = asked.json(Sending.class);
        var integration = typed.integration() == null ? null : new IntegrationId(number(typed.integration()));
        return switch (desk.send(asked.viewer(), asked.path("type"), integration, given(typed.fields()))) {
            case Sent.There(var address) -> Answer.ok(new Elsewhere(address));
            case Sent.Invalid(var mistakes) -> Answer.invalid(mistakes(mistakes));
            case Sent.Nowhere() -> Answer.ok(new Elsewhere(null));
            case Sent.Unknown() -> Answer.notFound();
        };
    }

    /// He comes back in his browser: whatever is the matter is told by a page, not here.
    Answer landed(Asked asked) {
        var viewer = asked.visitor().filter(Viewer::administrator).orElse(null);
        var crm = asked.path("type");
        var connected =
                viewer == null ? new Connected.Unknown() : desk.landed(viewer, crm, Hooks.query(asked), asked.remote());
        var page = "/app/integrations";
        var there = switch (connected) {
            case Connected.Done(var id, var _) -> page + "/" + id;
            case Connected.Invalid(var mistakes) -> page + "?mistake=" + word(mistakes);
            case Connected.Taken() -> page + "?mistake=crm_connected";
            case Connected.Unknown() -> page + "?mistake=not_let_in";
        };
        return Answer.empty().with("Location", there).withStatus(302);
    }

    private static String word(Map<String, FilledForm.Mistake> mistakes) {
        return mistakes.values().stream()
                .map(FilledForm.Mistake::code)
                .filter(code -> code.matches("\\w+"))
                .findFirst()
                .orElse("not_let_in");
    }

    Answer refresh(Asked asked) {
        return answer(asked.viewer(), desk.refresh(asked.viewer(), id(asked), asked.remote()));
    }

    private Answer answer(Viewer viewer, Refreshed refreshed) {
        return switch (refreshed) {
            case Refreshed.Done(var agreed, var added, var left) -> {
                var pipelines = agreed.catalogue().pipelines();
                yield Answer.ok(Map.of(
                        "id", agreed.integration(),
                        "refreshedAt", agreed.refreshedAt(),
                        "employees", agreed.staff().active().size(),
                        "added", added,
                        "left", left,
                        "pipelines", pipelines.size(),
                        "stages",
                                pipelines.stream()
                                        .mapToInt(one -> one.stages().size())
                                        .sum()));
            }
            case Refreshed.Failed(var why) -> {
                var known =
                        desk.current(viewer.account()).map(Agreed::refreshedAt).orElse(Instant.EPOCH);
                yield Answer.json(
                        424,
                        new ApiError(
                                "crm_silent",
                                "The CRM did not answer as it should; what was known before holds.",
                                List.of(),
                                Map.of("reason", why, "time", known)));
            }
            case Refreshed.NoIntegration() -> Answer.notFound();
        };
    }

    Answer delete(Asked asked) {
        return switch (desk.delete(asked.viewer(), id(asked), asked.remote())) {
            case DONE -> Answer.empty();
            case LEFT_SOMETHING -> Answer.ok(Map.of("leftInCrm", true));
            case UNKNOWN -> Answer.notFound();
        };
    }

    private static Map<String, String> given(@Nullable Map<String, String> fields) {
        return fields == null ? Map.of() : fields;
    }

    private static List<ApiError.Field> mistakes(Map<String, FilledForm.Mistake> fields) {
        return fields.entrySet().stream()
                .map(one -> new ApiError.Field(
                        one.getKey().isEmpty() ? "" : "fields." + one.getKey(),
                        one.getValue().code(),
                        Map.of("detail", one.getValue().detail())))
                .sorted(Comparator.comparing(ApiError.Field::path))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException _) {
            throw new Refused(Answer.notFound());
        }
    }

    private static IntegrationId id(Asked asked) {
        return new IntegrationId(asked.id("id"));
    }
}
