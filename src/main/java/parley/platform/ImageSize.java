package parley.platform;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// How large a picture is, read from its first bytes without decoding it: a picture that would fill the memory cannot.
record ImageSize(int width, int height) {

    /// Nothing where the bytes do not tell.
    static @Nullable ImageSize of(byte[] head) {
        try {
            return switch (Mime.sniffed(head)) {
                case "image/png" -> plausible(big(head, 16, 4), big(head, 20, 4));
                case "image/gif" -> plausible(little(head, 6, 2), little(head, 8, 2));
                case "image/jpeg" -> jpeg(head);
                case "image/webp" -> webp(head);
                case null, default -> null;
            };
        } catch (ArrayIndexOutOfBoundsException _) {
            return null;
        }
    }

    /// Walks over the segments to the one that begins a frame.
    private static @Nullable ImageSize jpeg(byte[] head) {
        for (int at = 2; (head[at] & 0xff) == 0xff; ) {
            int marker = head[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
            } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                return plausible(big(head, at + 7, 2), big(head, at + 5, 2));
            } else {
                at += 2 + big(head, at + 2, 2);
            }
        }
        return null;
    }

    private static @Nullable ImageSize webp(byte[] head) {
        return switch (new String(head, 12, 4, StandardCharsets.ISO_8859_1)) {
            case "VP8 " -> plausible(little(head, 26, 2) & 0x3fff, little(head, 28, 2) & 0x3fff);
            case "VP8L" -> plausible((little(head, 21, 4) & 0x3fff) + 1, ((little(head, 21, 4) >>> 14) & 0x3fff) + 1);
            case "VP8X" -> plausible(little(head, 24, 3) + 1, little(head, 27, 3) + 1);
            default -> null;
        };
    }

    private static @Nullable ImageSize plausible(int width, int height) {
        return width > 0 && height > 0 ? new ImageSize(width, height) : null;
    }

    private static int big(byte[] bytes, int at, int count) {
        int value = 0;
        for (int index = 0; index < count; index++) {
            value = value << 8 | bytes[at + index] & 0xff;
        }
        return value;
    }

    private static int little(byte[] bytes, int at, int count) {
        int value = 0;
        for (int index = count - 1; index >= 0; index--) {
            value = value << 8 | bytes[at + index] & 0xff;
        }
        return value;
    }
}
