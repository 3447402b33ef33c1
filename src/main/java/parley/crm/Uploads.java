package parley.crm;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.ChatType;

/// The door of a CRM that cannot be asked and sends what it has instead: whole entities under ids of its own, again
/// whenever they have changed. The same batch twice is harmless.
///
/// Like the rest of the port it may be slow and may throw {@link CrmTrouble}; lengths are for the caller to check.
public interface Uploads {

    Shelf<Employee> employees();

    Shelf<Contact> contacts();

    Shelf<Deal> deals();

    /// In the order in which they were sent.
    List<Pipeline> pipelines();

    /// Takes the place of all pipelines before (R5).
    void pipelines(List<Pipeline> all);

    /// Entities of one kind.
    interface Shelf<T> {

        /// Stores a batch whole or not at all; each entity takes the place of the one with its id. No id twice.
        Kept put(List<T> batch);

        Optional<T> find(String id);

        /// Employees by name, everything else by id.
        Piece<T> list(int offset, int limit);

        /// Answers the ids that there were none of.
        List<String> remove(List<String> ids);
    }

    sealed interface Kept {

        record All() implements Kept {}

        /// Nothing was stored: there would be more employees than `most`.
        record TooMany(int most) implements Kept {}

        /// Nothing was stored: somebody else has the phone of the employee at this place of the batch.
        record PhoneTaken(int index) implements Kept {}
    }

    /// @param count how many there are in all
    record Piece<T>(long count, List<T> entities) {

        public Piece {
            entities = List.copyOf(entities);
        }
    }

    record Employee(String id, String name, @Nullable String phone) {}

    /// @param uri of its page in the CRM
    record Contact(
            String id,
            @Nullable String responsible,
            String name,
            @Nullable String uri,
            List<Identity> identities) {

        public Contact {
            identities = List.copyOf(identities);
        }
    }

    /// Where a client can be reached, in the CRM's own spelling (R53).
    record Identity(
            ChatType network,
            @Nullable String id,
            @Nullable String username,
            @Nullable String phone) {}

    /// @param uri of its page in the CRM
    /// @param contacts the main one first; they may be uploaded later
    record Deal(
            String id,
            String responsible,
            String name,
            @Nullable String uri,
            List<String> contacts,
            boolean closed) {

        public Deal {
            contacts = List.copyOf(contacts);
        }
    }

    /// @param stages none where the CRM has no stages
    record Pipeline(String id, String name, List<Stage> stages) {

        public Pipeline {
            stages = List.copyOf(stages);
        }
    }

    record Stage(String id, String name) {}
}
