package parley.crm.builtin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.PipelineId;
import parley.crm.Crm;

/// Where the pages of the built-in CRM are, on the hub's own origin.
final class BuiltinLinks implements Crm.Links {

    @Override
    public String contact(ContactId id) {
        return "/app/crm/contacts/" + encoded(id.value());
    }

    @Override
    public String deal(DealId id) {
        return "/app/crm/deals/" + encoded(id.value());
    }

    @Override
    public String newDeal(ContactId contact, @Nullable PipelineId pipeline) {
        var link = "/app/crm/deals/new?contactId=" + encoded(contact.value());
        return pipeline == null ? link : link + "&pipelineId=" + encoded(pipeline.value());
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
