package parley.crm;

import java.util.Set;
import parley.base.AccountId;
import parley.base.EmployeeId;

/// Who may see a note that was made from a chat: whoever sees the chat (R42). Asked by CRMs whose pages Parley serves
/// itself; the others guard their timelines alone.
@FunctionalInterface
public interface NoteFilter {

    /// @param keys as they were given to {@link Crm#addNote}
    /// @return those of them that the employee may see
    Set<String> visible(AccountId account, EmployeeId employee, Set<String> keys);
}
