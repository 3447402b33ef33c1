package parley.crm;

import java.util.List;
import java.util.Map;

/// A request to `/hooks/crm/{key}`, before anybody trusts it. Whoever sent it knows the key.
///
/// @param method `GET` or `POST`
/// @param headers names in lower case, first value each
/// @param body at most 256 KiB, of whatever content type
public record CrmHook(String method, Map<String, String> headers, Map<String, String> query, byte[] body) {

    /// What the adapter makes of it. Content that is merely unknown is heard, never refused.
    public sealed interface Verdict {

        /// These records have changed, in any way: they are read again. None: something has, so that the CRM is asked
        /// for its changes at once.
        record Heard(List<Crm.Change> changes) implements Verdict {

            public Heard {
                changes = List.copyOf(changes);
            }
        }

        /// The CRM's own proof of origin is missing or wrong.
        record Refused() implements Verdict {}
    }
}
