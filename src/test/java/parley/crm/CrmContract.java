package parley.crm;

/// What every CRM keeps to: inherited by each CRM's test.
public interface CrmContract extends ContactContract, DealContract {}
