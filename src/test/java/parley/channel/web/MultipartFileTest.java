package parley.channel.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MultipartFileTest {

    /// Whatever the bytes are, and however they come in.
    @Property(tries = 300)
    void theBytesArriveAsTheyAre(@ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 50) int piece)
            throws IOException {
        var sent = new ByteArrayOutputStream();
        sent.write(bytes);
        sent.write("\r\n--xy\r\n-".getBytes(StandardCharsets.UTF_8));
        var file = MultipartFile.open(
                        "multipart/form-data; boundary=xyz",
                        inPieces(UploadsTest.form("a.txt", sent.toByteArray()), piece))
                .orElseThrow();
        assertEquals("a.txt", file.name());
        assertArrayEquals(sent.toByteArray(), file.readAllBytes());
    }

    private static InputStream inPieces(byte[] bytes, int piece) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(piece, length));
            }
        };
    }
}
