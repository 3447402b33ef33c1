package parley.http;

import java.util.regex.Pattern;

/// Which bytes of a file are asked for (RFC 9110). Several ranges at once are not served: the whole file is.
sealed interface ByteRange {

    record Whole() implements ByteRange {}

    /// @param last included
    record Part(long first, long last) implements ByteRange {

        long length() {
            return last - first + 1;
        }
    }

    /// Behind the end.
    record Unsatisfiable() implements ByteRange {}

    Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange read(String header, long size) {
        var asked = ONE.matcher(header.strip());
        if (!asked.matches() || asked.group(1).isEmpty() && asked.group(2).isEmpty()) {
            return new Whole();
        }
        if (asked.group(1).isEmpty()) {
            var count = Math.min(Long.parseLong(asked.group(2)), size);
            return count == 0 ? new Unsatisfiable() : new Part(size - count, size - 1);
        }
        var first = Long.parseLong(asked.group(1));
        var last = asked.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(asked.group(2)), size - 1);
        if (first >= size) {
            return new Unsatisfiable();
        }
        return last < first ? new Whole() : new Part(first, last);
    }
}
