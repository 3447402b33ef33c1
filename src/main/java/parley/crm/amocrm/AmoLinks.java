package parley.crm.amocrm;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.PipelineId;
import parley.crm.Crm;

/// Where the account's pages are. Its page for a new deal takes a pipeline and no contact.
record AmoLinks(URI address) implements Crm.Links {

    @Override
    public String contact(ContactId id) {
        return address + "/contacts/detail/" + encoded(id.value());
    }

    @Override
    public String deal(DealId id) {
        return address + "/leads/detail/" + encoded(id.value());
    }

    @Override
    public String newDeal(ContactId contact, @Nullable PipelineId pipeline) {
        return address + "/leads/add/" + (pipeline == null ? "" : "?pipeline_id=" + encoded(pipeline.value()));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
