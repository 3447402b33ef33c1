package parley.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.base.AccountId;

/// Files of clients and employees: the bytes in a folder, a row of what they are in the table `file`. Nothing is ever
/// written over.
public final class Media {

    private static final int ID_BYTES = 20;
    private static final int HEAD = 64 << 10;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");

    private final Database database;
    private final Path folder;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param folder need not exist
    /// @param random a cryptographically strong one: whoever guesses an id still needs access, but need not be helped
    public Media(Database database, Path folder, InstantSource clock, RandomGenerator random) {
        this.database = database;
        this.folder = folder;
        this.clock = clock;
        this.random = random;
    }

    /// @param mime as the first bytes tell
    /// @param width of an image, where they tell that too
    public record StoredFile(
            String id,
            String name,
            String mime,
            long size,
            @Nullable Integer width,
            @Nullable Integer height,
            String sha256) {}

    /// The stream had more bytes than allowed. Nothing was stored.
    public static final class TooBig extends IOException {

        private static final long serialVersionUID = 1;

        TooBig(long limit) {
            super("larger than " + limit + " bytes");
        }
    }

    /// The disk did not take it: it is full, or broken. Nothing was stored, and later it may be.
    public static final class NotTaken extends IOException {

        private static final long serialVersionUID = 1;

        NotTaken(IOException why) {
            super("the disk takes no file: " + why.getMessage(), why);
        }
    }

    /// Reads the stream to its end, at most `limit` bytes of it, and returns when the file is on the disk and in the
    /// table. Throws {@link TooBig}, {@link NotTaken}, and whatever the stream throws.
    ///
    /// @param name as somebody called it; kept without folders and control characters
    /// @param mime as the sender says: believed only where the bytes do not tell and it is harmless
    public StoredFile store(AccountId account, String name, @Nullable String mime, InputStream content, long limit)
            throws IOException {
        var id = id();
        var target = path(id);
        var place = Objects.requireNonNull(target.getParent(), "a file lies in a folder");
        onDisk(() -> Files.createDirectories(place));
        var part = target.resolveSibling(id + ".part");
        try {
            var written = write(part, content, limit);
            onDisk(() -> Files.move(part, target, StandardCopyOption.ATOMIC_MOVE));
            onDisk(() -> PrivateFiles.sync(place));
            var kept = FileName.of(name);
            var picture = ImageSize.of(written.head());
            var file = new StoredFile(
                    id,
                    kept,
                    Mime.of(written.head(), kept, mime),
                    written.size(),
                    picture == null ? null : picture.width(),
                    picture == null ? null : picture.height(),
                    written.sha256());
            Failpoint.FILE_WRITTEN.hit();
            insert(account, file);
            return file;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    public Optional<StoredFile> find(AccountId account, String id) {
        return database.read(tx -> tx.createQuery("""
            SELECT id, name, mime, size, width, height, sha256 FROM file
            WHERE account_id = :account AND id = :id
            """)
                .bind("account", account.value())
                .bind("id", id)
                .map((rs, _) -> new StoredFile(
                        rs.getString("id"),
                        rs.getString("name"),
                        rs.getString("mime"),
                        rs.getLong("size"),
                        rs.getObject("width", Integer.class),
                        rs.getObject("height", Integer.class),
                        rs.getString("sha256")))
                .findOne());
    }

    /// The bytes; the caller closes them. Throws `NoSuchFileException` when this account has no such file.
    public InputStream open(AccountId account, String id) throws IOException {
        if (!ID.matcher(id).matches() || find(account, id).isEmpty()) {
            throw new java.nio.file.NoSuchFileException("no such file of this account");
        }
        return Files.newInputStream(path(id));
    }

    private record Written(long size, String sha256, byte[] head) {}

    private static Written write(Path part, InputStream content, long limit) throws IOException {
        var digest = Sha256.running();
        var head = content.readNBytes((int) Math.min(HEAD, limit + 1));
        try (var file = create(part);
                var out = new DigestOutputStream(Channels.newOutputStream(file), digest)) {
            onDisk(() -> out.write(head));
            var size = head.length + copy(content, out, limit - head.length);
            if (size > limit) {
                throw new TooBig(limit);
            }
            onDisk(() -> file.force(true));
            return new Written(size, HexFormat.of().formatHex(digest.digest()), head);
        }
    }

    /// Stops as soon as it is more than `room`; answers how many there were so far.
    private static long copy(InputStream from, OutputStream to, long room) throws IOException {
        var buffer = new byte[16 << 10];
        long copied = 0;
        while (copied <= room) {
            int read = from.read(buffer);
            if (read < 0) {
                break;
            }
            onDisk(() -> to.write(buffer, 0, read));
            copied += read;
        }
        return copied;
    }

    @FunctionalInterface
    private interface Deed {
        void happens() throws IOException;
    }

    /// Tells a disk that takes nothing from a stream that breaks off.
    private static void onDisk(Deed deed) throws NotTaken {
        try {
            deed.happens();
        } catch (IOException e) {
            throw new NotTaken(e);
        }
    }

    private static FileChannel create(Path file) throws NotTaken {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new NotTaken(e);
        }
    }

    private void insert(AccountId account, StoredFile file) {
        database.useTransaction(tx -> tx.createUpdate("""
            INSERT INTO file (account_id, id, name, mime, size, width, height, sha256, created_at)
            VALUES (:account, :id, :name, :mime, :size, :width, :height, :sha256, :now)
            """)
                .bind("account", account.value())
                .bind("id", file.id())
                .bind("name", file.name())
                .bind("mime", file.mime())
                .bind("size", file.size())
                .bind("width", file.width())
                .bind("height", file.height())
                .bind("sha256", file.sha256())
                .bind("now", clock.instant())
                .execute());
    }

    /// Two hundred folders and more, so that none gets too long.
    private Path path(String id) {
        return folder.resolve(id.substring(0, 2)).resolve(id);
    }

    private String id() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
