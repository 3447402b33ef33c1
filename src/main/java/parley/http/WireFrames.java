package parley.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import parley.realtime.Frame;

/// Text frames of a server in the bytes of RFC 6455: whole and unmasked.
final class WireFrames {

    private static final byte WHOLE_TEXT = (byte) 0x81;
    private static final int SHORT = 126;
    private static final int MIDDLE = 1 << 16;
    private static final int LONGEST_HEAD = 10;

    private WireFrames() {}

    static byte[] of(Frame frame) {
        return frame.wire(WireFrames::encode);
    }

    static byte[] encode(String text) {
        var payload = text.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(LONGEST_HEAD + payload.length).put(WHOLE_TEXT);
        if (payload.length < SHORT) {
            frame.put((byte) payload.length);
        } else if (payload.length < MIDDLE) {
            frame.put((byte) SHORT).putShort((short) payload.length);
        } else {
            frame.put((byte) (SHORT + 1)).putLong(payload.length);
        }
        frame.put(payload);
        var bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }
}
