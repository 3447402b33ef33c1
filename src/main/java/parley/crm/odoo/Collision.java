package parley.crm.odoo;

import parley.crm.CrmTrouble;

/// Two who write the same at one moment: Odoo refuses the later one, in PostgreSQL's words.
final class Collision {

    private Collision() {}

    static boolean isOne(CrmTrouble trouble) {
        var words = trouble.getMessage();
        return words != null && isOne(words);
    }

    static boolean isOne(String words) {
        return words.contains("could not serialize access")
                || words.contains("duplicate key value")
                || words.contains("deadlock detected");
    }
}
