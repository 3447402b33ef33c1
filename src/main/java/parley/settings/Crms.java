package parley.settings;

import java.util.List;
import java.util.Optional;
import parley.base.AccountId;
import parley.base.IntegrationId;
import parley.crm.Crm;
import parley.crm.CrmType;

/// An open line to each company's CRM. A company has one integration at a time; while it is disconnected there is none.
public final class Crms {

    public record Line(IntegrationId integration, Crm crm) {}

    public Optional<Line> of(AccountId account) {
        throw new UnsupportedOperationException();
    }

    public List<CrmType> types() {
        throw new UnsupportedOperationException();
    }
}
