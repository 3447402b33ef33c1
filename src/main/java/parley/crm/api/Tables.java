package parley.crm.api;

/// The tables of one integration.
record Tables(
        Employees employees, Pipelines pipelines, Contacts contacts, Deals deals, Changes changes, Requests requests) {

    static Tables of(Owner owner) {
        return new Tables(
                new Employees(owner),
                new Pipelines(owner),
                new Contacts(owner),
                new Deals(owner),
                new Changes(owner),
                new Requests(owner));
    }
}
