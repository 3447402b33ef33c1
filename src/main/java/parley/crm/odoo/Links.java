package parley.crm.odoo;

import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.PipelineId;
import parley.crm.Crm;

/// Pages of Odoo 19.
///
/// @param address without a slash at the end
record Links(String address) implements Crm.Links {

    @Override
    public String contact(ContactId id) {
        return address + "/odoo/contacts/" + id;
    }

    @Override
    public String deal(DealId id) {
        return address + "/odoo/crm/" + id;
    }

    @Override
    public String newDeal(ContactId contact, @Nullable PipelineId pipeline) {
        return address + "/odoo/contacts/" + contact + "/action-crm.crm_lead_opportunities/new";
    }
}
