package parley.platform;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/// Finds the parameters in a statement: `:name`, or `?` where they are counted.
///
/// Whatever else has a colon or a question mark stays as it is: texts in quotes, quoted names, comments, casts (`::`),
/// bounds of arrays (`[1:2]`), and `??`, which the driver sends as the operator `?`. Texts between dollars are not
/// known here: no statement has one.
///
/// Jdbi's own parser is a machine made for whole languages, whose warming up was a tenth of a start.
final class NamedParameters implements SqlParser {

    /// Most statements are always the same text. Some are put together, and could be without number.
    private static final int MOST_KNOWN = 2_000;

    private final Map<String, ParsedSql> known = new ConcurrentHashMap<>();

    @Override
    public ParsedSql parse(String sql, StatementContext context) {
        var parsed = known.get(sql);
        if (parsed == null) {
            parsed = parsed(sql);
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(sql, parsed);
        }
        return parsed;
    }

    @Override
    public String nameParameter(String name, StatementContext context) {
        return ":" + name;
    }

    static ParsedSql parsed(String sql) {
        var result = ParsedSql.builder();
        int copied = 0;
        int at = 0;
        while (at < sql.length()) {
            int end = endOfOther(sql, at);
            if (end == at) {
                result.append(sql.substring(copied, at));
                end = at + 1;
                if (sql.charAt(at) == '?') {
                    result.appendPositionalParameter();
                } else {
                    end = endOfName(sql, end);
                    result.appendNamedParameter(sql.substring(at + 1, end));
                }
                copied = end;
            }
            at = end;
        }
        return result.append(sql.substring(copied)).build();
    }

    /// Where that ends which begins here and is no parameter; here, if a parameter begins here.
    private static int endOfOther(String sql, int at) {
        return switch (sql.charAt(at)) {
            case '\'' -> after(sql, "'", at + 1);
            case '"' -> after(sql, "\"", at + 1);
            case '-' -> sql.startsWith("--", at) ? after(sql, "\n", at) : at + 1;
            case '/' -> sql.startsWith("/*", at) ? after(sql, "*/", at + 2) : at + 1;
            case '?' -> sql.startsWith("??", at) ? at + 2 : at;
            case ':' -> {
                if (sql.startsWith("::", at)) {
                    yield at + 2;
                }
                yield at + 1 < sql.length() && beginsName(sql.charAt(at + 1)) ? at : at + 1;
            }
            default -> at + 1;
        };
    }

    private static int after(String sql, String ending, int from) {
        int found = sql.indexOf(ending, from);
        return found < 0 ? sql.length() : found + ending.length();
    }

    private static int endOfName(String sql, int from) {
        int end = from;
        while (end < sql.length() && (beginsName(sql.charAt(end)) || Character.isDigit(sql.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean beginsName(char one) {
        return one == '_' || Character.isLetter(one);
    }
}
