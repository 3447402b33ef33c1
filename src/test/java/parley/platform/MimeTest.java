package parley.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a file is, and what it is called")
class MimeTest {

    @ParameterizedTest(name = "{0} {1} {2} is {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        ffd8ffe000104a46                 | a.png   | image/png  | image/jpeg
        89504e470d0a1a0a                 | a.html  | text/html  | image/png
        25504446 2d312e37                | a       | -          | application/pdf
        504b0304 14000600                | a.docx  | -          | application/vnd.openxmlformats-officedocument.wordprocessingml.document
        504b0304 14000600                | a.zip   | text/html  | application/zip
        4f676753 00020000                | a.oga   | audio/ogg  | audio/ogg
        1a45dfa3 00000000                | voice   | audio/webm; codecs=opus | audio/webm
        000000186674797069736f6d         | a.mp4   | -          | video/mp4
        000000186674797069736f6d         | a.mp4   | text/html  | video/mp4
        3c68746d6c3e                     | a.html  | text/html  | application/octet-stream
        3c68746d6c3e                     | a.txt   | text/html  | text/plain
        3c73766720786d6c6e733d           | a.svg   | image/svg+xml | application/octet-stream
        d0bfd180d0b8d0b2d0b5d182         | a.txt   | -          | text/plain
        d0bfd180d0b8d0b2d0b5d1           | a.txt   | -          | text/plain
        612c62                           | a.csv   | -          | text/csv
        000102030405                     | a.txt   | text/plain | application/octet-stream
        4d5a9000                         | a.exe   | image/png  | application/octet-stream
        """)
    void theFirstBytesDecide(String head, String name, String claimed, String expected) {
        assertEquals(expected, Mime.of(HexFormat.of().parseHex(head.replace(" ", "")), name, claimed));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        photo.jpg|photo.jpg
        ../../etc/passwd|passwd
        C:\\Users\\anna\\прайс.xlsx|прайс.xlsx
         spaces .txt |spaces .txt
        .htaccess|htaccess
        a\tb.txt|ab.txt
        a"b<c>.txt|abc.txt
        ...|file
        ann\u202Egpj.exe|anngpj.exe
        """)
    void aNameIsCleaned(String typed, String expected) {
        assertEquals(expected, FileName.of(typed));
    }

    @Test
    void aLongNameKeepsItsEnding() {
        var name = FileName.of("я".repeat(500) + ".pdf");

        assertEquals(120, name.length());
        assertEquals(".pdf", name.substring(116));
        assertEquals(
                120,
                FileName.of("😀".repeat(500))
                        .codePointCount(0, FileName.of("😀".repeat(500)).length()));
    }

    @Test
    void aPictureThatLiesHasNoSize() {
        assertNull(ImageSize.of("GIF89a".getBytes(StandardCharsets.ISO_8859_1)));
        assertNull(ImageSize.of(HexFormat.of().parseHex("ffd8ffe1ffff")));
        assertNull(ImageSize.of(new byte[0]));
        assertEquals(new ImageSize(1, 1), ImageSize.of(webp("56503858" + "0a000000" + "00000000" + "000000000000")));
        assertEquals(new ImageSize(400, 301), ImageSize.of(webp("5650384c" + "00000000" + "2f" + "8f014b00")));
    }

    private static byte[] webp(String chunk) {
        return HexFormat.of().parseHex("52494646" + "00000000" + "57454250" + chunk);
    }
}
