package parley.crm.odoo;

import java.util.Map;

/// What is said with every change: nobody gets an e-mail because a client was given to him (Parley has told him
/// already), and times in what is loaded are UTC, whatever the zone of the key's owner.
final class Silence {

    static final Map<String, Object> CONTEXT =
            Map.of("mail_auto_subscribe_no_notify", true, "noupdate", true, "tz", "UTC");

    private Silence() {}
}
