package parley.crm;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import parley.platform.FilledForm.Mistake;
import parley.platform.FormField;

/// One kind of CRM, as an adapter knows it: the data of its form and how a line to one account is opened.
public interface CrmType {

    /// How the keys of those fields begin that a browser has brought back from the CRM.
    String BROUGHT = "oauth.";

    /// The key of the field under which a check keeps the CRM's own id of the account.
    String IDENTITY = "account";

    /// `builtin`, `odoo`, `amocrm`, …
    String type();

    /// `ru` and `en`.
    Map<String, String> name();

    /// What to do to connect it, in `ru` and `en`; empty where there is nothing to do. Texts allow bold, code, links
    /// and lists, as those of channels do; `{origin}` stands for the hub's own address.
    default Map<String, String> about() {
        return Map.of();
    }

    /// What has to be typed to connect it; nothing for a CRM that needs nothing.
    default List<FormField> form() {
        return List.of();
    }

    /// Texts for the adapter's own codes, of mistakes in the form and of {@link CrmTrouble}s: code → `ru` and `en`.
    default Map<String, Map<String, String>> reasons() {
        return Map.of();
    }

    /// Asks the CRM whether what was typed holds. May take its time, 30 s at most; never throws for what the CRM
    /// answers. Nothing is stored, and nothing is changed in the CRM.
    ///
    /// @param fields as the form allows them, and for a form that is changed what was kept beside it. After
    ///     {@link #authorization} also what came back in the address, under `oauth.code` and {@link #BROUGHT} before
    ///     every other name, and `oauth.landing`, the address it came to
    default Check check(Map<String, String> fields, CrmTools tools) {
        return new Check.Fits(fields, "");
    }

    /// Where to send the administrator's browser so that he lets Parley in; empty for CRMs that need no such thing,
    /// or not with these fields. Does no I/O.
    ///
    /// @param landing the address to which the CRM sends the browser back, with a `code`
    /// @param state to be sent along and brought back unchanged
    default Optional<URI> authorization(Map<String, String> fields, URI landing, String state) {
        return Optional.empty();
    }

    /// Opens the line. Does no I/O: the first call does.
    Crm open(CrmConfig config, CrmTools tools);

    /// What came of checking a form.
    sealed interface Check {

        /// @param keep the fields to be kept and given to {@link #open}: those of the form, and what was found out
        ///     beside them under keys that no form has (an account's id, a domain, a token)
        ///     What the browser brought back is not kept. Under {@link #IDENTITY} stands the CRM's own id of the
        ///     account, within which the ids of contacts, deals and employees hold: another account is another
        ///     integration, and the form is not changed from one to another. Absent where there is only one
        /// @param title how people know the account: a company's name, a domain; empty where there is only one
        record Fits(Map<String, String> keep, String title) implements Check {

            public Fits {
                keep = keep.entrySet().stream()
                        .filter(field -> !field.getKey().startsWith(BROUGHT))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
            }

            public String identity() {
                return keep.getOrDefault(IDENTITY, "");
            }
        }

        /// All mistakes at once: field key → code with its detail. What belongs to no field stands under the empty
        /// key.
        record Mistakes(Map<String, Mistake> fields) implements Check {

            public Mistakes {
                fields = Map.copyOf(fields);
            }
        }
    }
}
