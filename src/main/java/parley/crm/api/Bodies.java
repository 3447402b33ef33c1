package parley.crm.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.crm.Crm;
import parley.crm.NewContact;
import parley.crm.NewDeal;
import parley.crm.Uploads.Contact;
import parley.crm.Uploads.Deal;
import parley.crm.Uploads.Identity;

/// What is asked for, as the CRM is told it and as it will be kept where its answer says nothing else.
final class Bodies {

    private Bodies() {}

    static Contact asked(NewContact contact) {
        var responsible = contact.responsible();
        return new Contact(
                "", responsible == null ? null : responsible.value(), contact.name(), null, identities(contact));
    }

    static Deal asked(NewDeal deal) {
        return new Deal(
                "",
                deal.responsible().value(),
                deal.name(),
                null,
                List.of(deal.contact().value()),
                false);
    }

    static Map<String, ?> contact(Contact asked, Crm.Wish wish) {
        var body = new LinkedHashMap<String, Object>();
        body.put("responsibleUserId", asked.responsible());
        body.put("name", asked.name());
        body.put("contactData", asked.identities().stream().map(Bodies::data).toList());
        body.put("source", source(wish));
        return Map.of("createContact", body);
    }

    /// @param stage as the CRM knows it; absent in a pipeline without stages
    static Map<String, ?> deal(NewDeal deal, @Nullable String stage) {
        var body = new LinkedHashMap<String, Object>();
        body.put("responsibleUserId", deal.responsible().value());
        body.put("contacts", List.of(deal.contact().value()));
        body.put("source", source(deal.wish()));
        if (deal.stage() != null) {
            body.put("pipelineId", deal.stage().pipeline().value());
        }
        if (stage != null) {
            body.put("stageId", stage);
        }
        return Map.of("createDeal", body);
    }

    private static String source(Crm.Wish wish) {
        return switch (wish) {
            case AUTO -> "auto";
            case EMPLOYEE -> "byUser";
        };
    }

    /// A phone stands beside the first address.
    private static List<Identity> identities(NewContact contact) {
        var phone = contact.phones().stream()
                .map(one -> one.replaceAll("\\D", ""))
                .findFirst()
                .orElse(null);
        var identities = new ArrayList<Identity>();
        for (var one : contact.addresses()) {
            var beside = identities.isEmpty() && !Keys.isPhone(one.network()) ? phone : null;
            identities.add(new Identity(one.network(), one.id(), one.username(), beside));
        }
        return identities;
    }

    private static Map<String, String> data(Identity one) {
        var data = new LinkedHashMap<String, String>();
        data.put("chatType", one.network().value());
        put(data, "chatId", one.id());
        put(data, "username", one.username());
        put(data, "phone", one.phone());
        return data;
    }

    private static void put(Map<String, String> data, String key, @Nullable String value) {
        if (value != null) {
            data.put(key, value);
        }
    }
}
