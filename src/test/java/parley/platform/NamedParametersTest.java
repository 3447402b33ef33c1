package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which colons and question marks in a statement are parameters, and what the driver is given.
class NamedParametersTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = ';', quoteCharacter = '~', textBlock = """
            STATEMENT                              ; SENT                                ; NAMES
            a = :a AND b = :b_2                    ; a = ? AND b = ?                     ; a b_2
            :first, :first)                        ; ?, ?)                               ; first first
            :ids::bigint[]                         ; ?::bigint[]                         ; ids
            now()::date - :days                    ; now()::date - ?                     ; days
            texts[1:2] || :more                    ; texts[1:2] || ?                     ; more
            ':not' || :yes || 'it''s :not'         ; ':not' || ? || 'it''s :not'         ; yes
            ":not ?" = :yes                        ; ":not ?" = ?                        ; yes
            /* :not ? */ :yes /* :not              ; /* :not ? */ ? /* :not              ; yes
            data ?? 'key' AND :yes                 ; data ?? 'key' AND ?                 ; yes
            1 - :a / :b                            ; 1 - ? / ?                           ; a b
            SELECT 1                               ; SELECT 1                            ; ~~
            '                                      ; '                                   ; ~~
            12:30 :                                ; 12:30 :                             ; ~~
            """)
    void namesAreFound(String statement, String sent, String names) {
        var parsed = NamedParameters.parsed(statement);

        assertEquals(sent, parsed.getSql());
        assertEquals(names, String.join(" ", parsed.getParameters().getParameterNames()));
    }

    @Test
    void aCommentEndsWithItsLine() {
        var parsed = NamedParameters.parsed("a -- :not ?\n+ :yes");

        assertEquals("a -- :not ?\n+ ?", parsed.getSql());
        assertEquals(List.of("yes"), parsed.getParameters().getParameterNames());
    }

    @Test
    void parametersMayBeCounted() {
        var parsed = NamedParameters.parsed("a = ? AND b = '?' AND c = ?");

        assertEquals("a = ? AND b = '?' AND c = ?", parsed.getSql());
        assertEquals(true, parsed.getParameters().isPositional());
        assertEquals(2, parsed.getParameters().getParameterCount());
    }
}
