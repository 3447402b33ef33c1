package parley.http.counters;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One session of Engine.IO, by long polls, by a WebSocket, or on its way from the one to the other. Whoever has
/// something to say never waits for the other side.
final class Session {

    static final Duration PING_INTERVAL = Duration.ofSeconds(25);
    static final Duration PING_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration LAST_WORDS = Duration.ofSeconds(10);
    private static final String CLOSE = "1";
    private static final String PING = "2";
    private static final String PONG = "3";
    private static final String UPGRADE = "5";
    private static final String NOOP = "6";
    private static final String PROBE = "probe";

    /// Whoever lets so much lie is gone.
    private static final int MOST = 100;

    /// A WebSocket as far as a session needs it.
    interface Socket {
        void say(String packet);

        void close();
    }

    /// What an ended session says to a poll.
    static final class Ended extends Exception {

        private static final long serialVersionUID = 1;

        Ended() {
            super(null, null, false, false);
        }
    }

    private final String id;
    private final Talk talk;
    private final long openedAt = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<String> waiting = new ArrayDeque<>();
    private @Nullable Socket socket;
    private @Nullable Socket suitor;
    private boolean isProbing;
    private boolean isPolled;
    private boolean isEnded;
    private long endedAt;
    private long pingedAt = openedAt;
    private boolean isPonged = true;

    Session(String id, Talk talk) {
        this.id = id;
        this.talk = talk;
    }

    String id() {
        return id;
    }

    Talk talk() {
        return talk;
    }

    /// Opens on a WebSocket, without polls before it.
    void begin(Socket straight) {
        locked(() -> {
            if (isEnded) {
                straight.close();
            } else {
                socket = straight;
            }
        });
    }

    /// A WebSocket that wants to take over from the polls: one at a time, and none outlives the session.
    void court(Socket one) {
        locked(() -> {
            if (isEnded || socket != null || suitor != null) {
                one.close();
            } else {
                suitor = one;
            }
        });
    }

    /// A message of the layer above.
    void message(String text) {
        packet("4" + text, null);
    }

    /// A message that replaces those before it which begin alike and have not gone out.
    void newest(String beginning, String rest) {
        packet("4" + beginning + rest, "4" + beginning);
    }

    private void packet(String packet, @Nullable String replaces) {
        locked(() -> {
            if (isEnded) {
                return;
            }
            if (socket != null) {
                socket.say(packet);
                return;
            }
            if (replaces != null) {
                waiting.removeIf(one -> one.startsWith(replaces));
            }
            waiting.add(packet);
            news.signalAll();
            if (waiting.size() > MOST) {
                finish();
            }
        });
    }

    /// The answer to a poll: everything that waits, or what comes first. Throws when the session is over, or is polled
    /// already.
    List<String> poll(Duration most) throws Ended, InterruptedException {
        lock.lock();
        try {
            if (isPolled) {
                finish();
            }
            if (isEnded && waiting.isEmpty()) {
                throw new Ended();
            }
            isPolled = true;
            var left = most.toNanos();
            while (waiting.isEmpty() && !isEnded && !isProbing && socket == null && left > 0) {
                left = news.awaitNanos(left);
            }
            isPolled = false;
            var packets = new ArrayList<>(waiting);
            waiting.clear();
            return packets.isEmpty() ? List.of(isEnded ? CLOSE : NOOP) : packets;
        } finally {
            lock.unlock();
        }
    }

    /// What has come by a poll or by the session's own socket.
    void hear(String packet) {
        var type = packet.isEmpty() ? "" : packet.substring(0, 1);
        switch (type) {
            case "4" -> talk.hear(packet.substring(1));
            case PONG -> locked(() -> isPonged = true);
            case NOOP -> {}
            default -> end();
        }
    }

    /// What has come by a socket that wants to take over from the polls.
    void hear(String packet, Socket by) {
        switch (packet) {
            case PING + PROBE -> {
                by.say(PONG + PROBE);
                locked(() -> {
                    isProbing = suitor == by;
                    news.signalAll();
                });
            }
            case UPGRADE ->
                locked(() -> {
                    if (isEnded || socket != null || suitor != by) {
                        by.close();
                        return;
                    }
                    socket = by;
                    suitor = null;
                    isProbing = false;
                    waiting.forEach(by::say);
                    waiting.clear();
                    news.signalAll();
                });
            default -> by.close();
        }
    }

    /// A socket has gone; the session with it if it was its own.
    void gone(Socket one) {
        locked(() -> {
            if (suitor == one) {
                suitor = null;
                isProbing = false;
            }
            if (socket == one) {
                finish();
            }
        });
    }

    boolean isOn(Socket one) {
        lock.lock();
        try {
            return socket == one;
        } finally {
            lock.unlock();
        }
    }

    /// Pings when it is time; ends what has not answered the last one. Called every second.
    void tick(long now) {
        locked(() -> {
            var silence = Duration.ofNanos(now - pingedAt);
            if (!isPonged && silence.compareTo(PING_TIMEOUT) > 0) {
                finish();
            } else if (silence.compareTo(PING_INTERVAL) >= 0) {
                pingedAt = now;
                isPonged = false;
                packet(PING, null);
            }
        });
    }

    Duration age(long now) {
        return Duration.ofNanos(now - openedAt);
    }

    /// Whether it has ended so long ago that nobody comes for its last words.
    boolean isForgotten(long now) {
        lock.lock();
        try {
            return isEnded && Duration.ofNanos(now - endedAt).compareTo(LAST_WORDS) > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Says so to the other side and is over.
    void end() {
        locked(this::finish);
    }

    private void finish() {
        if (isEnded) {
            return;
        }
        isEnded = true;
        endedAt = System.nanoTime();
        if (suitor != null) {
            suitor.close();
        }
        if (socket == null) {
            waiting.add(CLOSE);
        } else {
            socket.say(CLOSE);
            socket.close();
        }
        news.signalAll();
        talk.ended();
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
