package parley.crm.amocrm;

/// A token that an administrator has made for years; only he can make another.
record LastingAccess(String token) implements Access {

    @Override
    public boolean renew(String refused) {
        return false;
    }

    @Override
    public String toString() {
        return "LastingAccess[]";
    }
}
