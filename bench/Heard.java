import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/// What windows were shown of numbered messages, and how long that took.
final class Heard implements Sockets.Listener {

    private static final String WORDS = "the oak door, number ";
    private static final byte[] NUMBER = WORDS.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    private final long from;
    private final int every;
    final AtomicLongArray sent;
    final AtomicIntegerArray windows;
    private final Map<Integer, BitSet> known = new HashMap<>();
    private final AtomicLongArray first;
    private final AtomicLongArray last;
    private long[] took = new long[1 << 16];
    private volatile int count;

    /// @param from the first number
    /// @param every only each so many-th window is read; the others only take their frames
    Heard(long from, int messages, int every) {
        this.from = from;
        this.every = every;
        this.sent = new AtomicLongArray(messages);
        this.windows = new AtomicIntegerArray(messages);
        this.first = new AtomicLongArray(messages);
        this.last = new AtomicLongArray(messages);
    }

    /// A text of this number, ended by a space.
    static String text(long number) {
        return WORDS + number + " ";
    }

    @Override
    public void heard(Sockets.Line line, byte[] bytes, int at, int length, long nanos) {
        if (line.number % every == 0) {
            for (int i = at; i <= at + length - NUMBER.length; i++) {
                if (bytes[i] == 't' && begins(bytes, i, NUMBER)) {
                    shown(line.number, number(bytes, i + NUMBER.length), nanos);
                }
            }
        }
    }

    static boolean begins(byte[] bytes, int at, byte[] word) {
        return at + word.length <= bytes.length && Arrays.equals(bytes, at, at + word.length, word, 0, word.length);
    }

    static long number(byte[] bytes, int at) {
        long number = 0;
        for (int i = at; i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    /// A row that is told again, for something else in its chat, is no news.
    private void shown(int window, long number, long nanos) {
        int own = (int) (number - from);
        if (own < 0 || own >= sent.length() || sent.get(own) == 0) {
            return;
        }
        var shown = known.computeIfAbsent(window, _ -> new BitSet());
        if (shown.get(own)) {
            return;
        }
        shown.set(own);
        first.compareAndSet(own, 0, nanos);
        last.set(own, nanos);
        windows.incrementAndGet(own);
        if (count == took.length) {
            took = Arrays.copyOf(took, count * 2);
        }
        took[count] = nanos - sent.get(own);
        count++;
    }

    /// From the sending to each window, shortest first.
    long[] took() {
        var all = Arrays.copyOf(took, count);
        Arrays.sort(all);
        return all;
    }

    /// From the first window to the last one, for each message; shortest first.
    long[] spread() {
        var all = new long[sent.length()];
        Arrays.setAll(all, one -> last.get(one) - first.get(one));
        Arrays.sort(all);
        return all;
    }

    int count() {
        return count;
    }
}
