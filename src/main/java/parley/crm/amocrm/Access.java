package parley.crm.amocrm;

/// The token with which the account is called.
interface Access {

    /// The token as it is now.
    String token();

    /// The token was refused: answers whether there is another one now, with which to try once more.
    boolean renew(String refused);
}
