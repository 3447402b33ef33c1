package parley.inbox;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.ChannelId;
import parley.base.EmployeeId;

/// What somebody wants to see of his list (UX 9.2). All that is given has to hold together.
///
/// @param employee only chats for which he is responsible
/// @param waiting only clients who have waited for longer than a quarter of an hour
/// @param dealsClosed only clients whose deals are all closed
/// @param q part of a name, an @name or a phone
/// @param after continues behind this rank
public record Wanted(
        View view,
        @Nullable ChannelId channel,
        @Nullable EmployeeId employee,
        boolean waiting,
        boolean dealsClosed,
        @Nullable String q,
        @Nullable String after,
        int limit) {

    public enum View {
        ALL,
        UNANSWERED,
        MINE,
        NEW;

        public static Optional<View> of(String word) {
            return List.of(values()).stream()
                    .filter(view ->
                            view.name().toLowerCase(java.util.Locale.ROOT).equals(word))
                    .findFirst();
        }
    }

    /// The beginning of the whole list.
    public static Wanted first(int limit) {
        return new Wanted(View.ALL, null, null, false, false, null, null, limit);
    }
}
