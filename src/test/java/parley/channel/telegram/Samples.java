package parley.channel.telegram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import parley.channel.Connection.StoredEvent;
import parley.channel.Inbound;

/// One update of each kind, written after the documentation.
final class Samples {

    static final Instant RECEIVED = Instant.parse("2026-11-24T09:20:00Z");
    private static final Path FOLDER = Path.of("src/test/resources/parley/channel/telegram");

    private Samples() {}

    static List<String> names() {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StoredEvent event(String name) {
        return new StoredEvent(RECEIVED, Map.of(), bytes(name));
    }

    /// What becomes of it; one thing of each.
    static Inbound read(String name) {
        var all = Reading.of(event(name));
        if (all.size() != 1) {
            throw new AssertionError(name + ": " + all);
        }
        return all.getFirst();
    }
}
