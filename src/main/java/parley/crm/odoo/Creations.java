package parley.crm.odoo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import parley.crm.CrmTrouble;

/// Makes records under keys: the same key twice is one record, and what people have changed in it since stays.
///
/// Odoo's `load` gives a new record its name in the transaction that makes it, and two who load one name at once are
/// told apart by the index on names. A name that is there already would have its record written over, so it is looked
/// up first.
final class Creations {

    private static final int TRIES = 10;
    private static final int LONGEST_WORDS = 300;

    private final Server server;
    private final Nameplates nameplates;
    private final String mark;

    /// @param mark makes keys of this connection differ from those of every other one to the same Odoo
    Creations(Server server, Nameplates nameplates, String mark) {
        this.server = server;
        this.nameplates = nameplates;
        this.mark = mark;
    }

    /// @param columns of `load`: field, or `field/.id` for a reference → text
    long once(String model, String kind, String key, SequencedMap<String, String> columns) {
        var name = Names.of(kind, mark, key);
        for (int tries = 0; tries < TRIES; tries++) {
            var there = nameplates.find(model, name);
            if (there.isPresent()) {
                return there.get();
            }
            var loaded = load(model, name, columns);
            if (loaded != null) {
                return loaded;
            }
        }
        throw new CrmTrouble(CrmTrouble.Kind.TEMPORARY, "others write to the same records");
    }

    /// Absent when somebody else was writing at the same moment.
    private @Nullable Long load(String model, String name, SequencedMap<String, String> columns) {
        var fields = new ArrayList<>(List.of("id"));
        fields.addAll(columns.sequencedKeySet());
        var values = new ArrayList<>(List.of(Nameplates.MODULE + "." + name));
        values.addAll(columns.sequencedValues());
        var answer = server.call(
                model, "load", Map.of("fields", fields, "data", List.of(values), "context", Silence.CONTEXT));
        var ids = answer.path("ids");
        if (ids.isArray() && !ids.isEmpty()) {
            return ids.get(0).asLong();
        }
        var words = answer.path("messages").path(0).path("message").asString("nothing was created");
        if (Collision.isOne(words)) {
            return null;
        }
        throw new CrmTrouble(
                CrmTrouble.Kind.REFUSED,
                model + ".load: " + words.substring(0, Math.min(words.length(), LONGEST_WORDS)));
    }
}
