package parley.chat;

import parley.channel.DeliveryStatus;
import parley.platform.Json;

/// What has happened to a message. Windows need not know, they get it whole; whoever tells others does.
public sealed interface Aspect {

    record New() implements Aspect {}

    /// It has come so far, or failed.
    record Moved(DeliveryStatus to) implements Aspect {}

    /// @param there at the messenger itself, not through Parley
    record Edited(boolean there) implements Aspect {}

    record Deleted() implements Aspect {}

    /// A file of it is here now, or will never be.
    record Fetched() implements Aspect {}

    /// Reactions, and what is in the way of it.
    record Other() implements Aspect {}

    /// As it lies in the feed.
    private static String word(Aspect aspect) {
        return switch (aspect) {
            case New() -> "new";
            case Moved(var to) -> "to:" + to.name();
            case Edited(var there) -> there ? "edited-there" : "edited";
            case Deleted() -> "deleted";
            case Fetched() -> "fetched";
            case Other() -> "other";
        };
    }

    static String write(Aspect aspect) {
        return Json.write(word(aspect));
    }

    static Aspect read(String json) {
        var word = Json.read(json, String.class);
        return switch (word) {
            case "new" -> new New();
            case "edited" -> new Edited(false);
            case "edited-there" -> new Edited(true);
            case "deleted" -> new Deleted();
            case "fetched" -> new Fetched();
            default ->
                word.startsWith("to:")
                        ? new Moved(DeliveryStatus.valueOf(word.substring("to:".length())))
                        : new Other();
        };
    }
}
