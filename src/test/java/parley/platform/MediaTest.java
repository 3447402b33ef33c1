package parley.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.AccountId;
import parley.story.Server;

@DisplayName("Media")
class MediaTest {

    private static final AccountId OURS = new AccountId(1);
    private static final AccountId THEIRS = new AccountId(2);

    @TempDir
    Path folder;

    private final Database database = Database.open(Server.fresh(2));
    private Media media;

    private Media media() {
        if (media == null) {
            media = new Media(database, folder, InstantSource.system(), new SecureRandom());
        }
        return media;
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Media.StoredFile store(String name, byte[] content, long limit) throws IOException {
        return media().store(OURS, name, null, new ByteArrayInputStream(content), limit);
    }

    private long filesOnDisk() throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void aFileIsFoundAsItWasStored() throws IOException {
        var content = new byte[300_000];
        Arrays.fill(content, (byte) 'a');
        var stored = store("prices.txt", content, 300_000);

        assertEquals(Optional.of(stored), media().find(OURS, stored.id()));
        assertEquals("text/plain", stored.mime());
        assertEquals(300_000, stored.size());
        assertEquals(40, stored.id().length(), "160 random bits");
        try (var open = media().open(OURS, stored.id())) {
            assertArrayEquals(content, open.readAllBytes());
        }
    }

    @Test
    void aFileOfAnotherCompanyIsNotThere() throws IOException {
        var stored = store("a.txt", "a".getBytes(StandardCharsets.UTF_8), 10);

        assertEquals(Optional.empty(), media().find(THEIRS, stored.id()));
        assertThrows(NoSuchFileException.class, () -> media().open(THEIRS, stored.id()));
        assertThrows(NoSuchFileException.class, () -> media().open(OURS, "../" + stored.id()));
    }

    @Test
    void whatIsTooBigLeavesNothingBehind() throws IOException {
        for (int size : new int[] {11, 70_000, 200_000}) {
            assertThrows(Media.TooBig.class, () -> store("a", new byte[size], size - 1));
        }
        assertEquals(0, filesOnDisk());
        assertEquals(70_000, store("a", new byte[70_000], 70_000).size());
    }

    /// A stranger may send without end.
    @Test
    void aStreamWithoutEndIsLeftAtTheLimit() throws IOException {
        var endless = new InputStream() {
            long read;

            @Override
            public int read() {
                read++;
                return 'x';
            }
        };
        assertThrows(Media.TooBig.class, () -> media().store(OURS, "a", null, endless, 1 << 20));
        assertTrue(endless.read < 2 << 20);
        assertEquals(0, filesOnDisk());
    }

    @Test
    void aStreamThatBreaksLeavesNothingBehind() throws IOException {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is dead");
            }
        };
        assertThrows(IOException.class, () -> media().store(OURS, "a", null, broken, 100));
        assertEquals(0, filesOnDisk());
    }

    /// Whoever sends it is told to come again, as opposed to one whose stream breaks off.
    @Test
    void aDiskThatTakesNothingIsNotTheSendersFault() throws IOException {
        var place = folder.resolve("media");
        var full = new Media(database, place, InstantSource.system(), new SecureRandom());
        Files.createFile(place);
        assertThrows(
                Media.NotTaken.class, () -> full.store(OURS, "a", null, new ByteArrayInputStream(new byte[9]), 100));
        Files.delete(place);
        assertEquals(
                9,
                full.store(OURS, "a", null, new ByteArrayInputStream(new byte[9]), 100)
                        .size());
    }

    @Test
    void aPictureTellsItsSize() throws IOException {
        for (var format : new String[] {"png", "jpg", "gif"}) {
            var out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB), format, out);
            var stored = store("p." + format, out.toByteArray(), 1 << 20);

            assertEquals(320, stored.width(), format);
            assertEquals(200, stored.height(), format);
        }
    }
}
