package parley.chaos;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What lies in the database in the end.
///
/// @param messages in the order of their chats' own counting
/// @param deals how many each client has
/// @param owners to whom each client was given, in the order of decisions; each decision once
/// @param notes texts of the CRM's timeline, in its order
/// @param turns to whom the channel by turn gave its clients, in order, over all rounds
/// @param rotation the order in which it should
/// @param aside what could not be worked off, in words
record Books(
        List<Message> messages,
        Map<String, Integer> deals,
        Map<String, List<Given>> owners,
        List<Note> notes,
        List<String> turns,
        List<String> rotation,
        List<String> aside) {

    /// @param status of an outgoing one, as the database has it
    record Message(
            String client,
            long seq,
            boolean outgoing,
            String text,
            @Nullable String status) {}

    record Given(String employee) {}

    record Note(String client, String text) {}
}
