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

    /// Odoo's page for a new opportunity takes no contact from its address, so Parley makes the deal itself.
    @Override
    public @Nullable String newDeal(ContactId contact, @Nullable PipelineId pipeline) {
        return null;
    }
}
