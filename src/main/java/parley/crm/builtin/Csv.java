package parley.crm.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Tables as text (RFC 4180), read with commas, semicolons or tabs between the cells.
final class Csv {

    private Csv() {}

    /// Rows of cells; blank lines are left out. What separates is what occurs most in the first line.
    static List<List<String>> read(String text) {
        var clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
        char separator = separator(clean.lines().findFirst().orElse(""));
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < clean.length(); at++) {
            char sign = clean.charAt(at);
            if (quoted && sign == '"' && at + 1 < clean.length() && clean.charAt(at + 1) == '"') {
                cell.append('"');
                at++;
            } else if (sign == '"' && (quoted || cell.toString().isBlank())) {
                quoted = !quoted;
            } else if (!quoted && sign == separator) {
                end(row, cell);
            } else if (!quoted && (sign == '\n' || sign == '\r')) {
                end(row, cell);
                end(rows, row);
                row = new ArrayList<>();
            } else {
                cell.append(sign);
            }
        }
        end(row, cell);
        end(rows, row);
        return rows;
    }

    private static void end(List<String> row, StringBuilder cell) {
        row.add(cell.toString().strip());
        cell.setLength(0);
    }

    private static void end(List<List<String>> rows, List<String> row) {
        if (row.stream().anyMatch(cell -> !cell.isEmpty())) {
            rows.add(row);
        }
    }

    private static char separator(String line) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            char leading = best;
            if (line.chars().filter(sign -> sign == candidate).count()
                    > line.chars().filter(sign -> sign == leading).count()) {
                best = candidate;
            }
        }
        return best;
    }

    /// One line. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(String text) {
        var harmless = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return harmless.matches("(?s).*[\",;\r\n].*") ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }

    /// Undoes what {@link #line} did to a formula, so that an export can be imported.
    static String plain(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@\t\r".indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }
}
