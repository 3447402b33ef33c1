package parley.crm.builtin;

import parley.base.AccountId;

/// The tables of one company.
record Tables(
        Employees employees,
        Pipelines pipelines,
        Contacts contacts,
        Deals deals,
        Notes notes,
        ChangeLog changes,
        Webhooks webhooks) {

    static Tables of(AccountId account) {
        var id = account.value();
        return new Tables(
                new Employees(id),
                new Pipelines(id),
                new Contacts(id),
                new Deals(id),
                new Notes(id),
                new ChangeLog(id),
                new Webhooks(id));
    }
}
