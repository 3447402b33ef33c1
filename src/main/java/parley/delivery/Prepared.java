package parley.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import parley.channel.Content;
import parley.delivery.Destination.Line;
import parley.platform.Media.StoredFile;

/// A message with all that could be found out about it before anything is locked.
///
/// @param details of the message, besides its words
/// @param began when it was sent off
record Prepared(
        Draft draft,
        Line line,
        List<StoredFile> files,
        Content.Kind kind,
        Map<String, String> details,
        List<Mistake> mistakes,
        Instant began) {}
