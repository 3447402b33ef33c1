package parley.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.channel.DeliveryStatus;
import parley.platform.Json;

/// What happens to a message after it was said.
public sealed interface Happening {

    /// @param problem a code of the screens' texts, for a message that failed
    /// @param detail the messenger's own words about it
    record Status(
            DeliveryStatus status,
            @Nullable String problem,
            @Nullable String detail) implements Happening {}

    record Edited(@Nullable String text, Instant at) implements Happening {}

    record Deleted(Instant at) implements Happening {}

    /// @param emoji absent when the reaction was taken back
    /// @param by who reacted: `client`, or an employee's id
    record Reacted(@Nullable String emoji, String by) implements Happening {}

    /// As it lies among what waits for its message.
    record Written(String kind, String of) {

        static Written of(Happening happening) {
            var kind = switch (happening) {
                case Status _ -> "status";
                case Edited _ -> "edited";
                case Deleted _ -> "deleted";
                case Reacted _ -> "reacted";
            };
            return new Written(kind, Json.write(happening));
        }

        Happening read() {
            return switch (kind) {
                case "status" -> Json.read(of, Status.class);
                case "edited" -> Json.read(of, Edited.class);
                case "deleted" -> Json.read(of, Deleted.class);
                case "reacted" -> Json.read(of, Reacted.class);
                default -> throw new IllegalStateException("what is " + kind + "?");
            };
        }
    }
}
