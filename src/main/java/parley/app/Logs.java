package parley.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// Log records as lines of `key=value` on standard error: one line each, so that they can be sorted by machines.
/// What is logged never holds what clients write, their addresses, or tokens.
final class Logs {

    /// Libraries, which speak when something is wrong. Held here: a logger that nobody holds forgets its level.
    private static final List<Logger> QUIET = Stream.of("org.flywaydb", "com.zaxxer.hikari", "io.helidon", "org.jdbi")
            .map(Logger::getLogger)
            .toList();

    private Logs() {}

    static void begin() {
        LogManager.getLogManager().reset();
        var handler = new ConsoleHandler();
        handler.setFormatter(new Line());
        var root = Logger.getLogger("");
        root.addHandler(handler);
        root.setLevel(Level.INFO);
        QUIET.forEach(library -> library.setLevel(Level.WARNING));
    }

    private static final class Line extends Formatter {

        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

        @Override
        public String format(LogRecord entry) {
            var line = new StringBuilder("time=")
                    .append(TIME.format(entry.getInstant()))
                    .append(" level=")
                    .append(entry.getLevel().getName().toLowerCase(java.util.Locale.ROOT))
                    .append(" logger=")
                    .append(entry.getLoggerName())
                    .append(" message=")
                    .append(quoted(formatMessage(entry)));
            if (entry.getThrown() != null) {
                var trace = new StringWriter();
                entry.getThrown().printStackTrace(new PrintWriter(trace));
                line.append(" trace=").append(quoted(trace.toString().strip()));
            }
            return line.append(System.lineSeparator()).toString();
        }

        private static String quoted(String text) {
            return '"'
                    + text.replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\r", "")
                            .replace("\n", "\\n")
                            .replace("\t", " ")
                    + '"';
        }
    }
}
