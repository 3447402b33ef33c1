package parley.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets one line ask its messenger for news until it is ended. A line that breaks down asks again after a pause that
/// grows; one that returns has nothing to ask for.
record Poller(Connection connection, Thread thread) {

    private static final int LONGEST_PAUSE_SECONDS = 60;
    private static final int DOUBLINGS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = System.getLogger(Channels.class.getName());

    static Poller start(Channels.Live live) {
        var id = live.channel().id();
        var thread = Thread.ofVirtual().name("poll-" + id).unstarted(() -> {
            try {
                run(live);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return new Poller(live.connection(), thread);
    }

    private static void run(Channels.Live live) throws InterruptedException {
        var pause = new Semaphore(0);
        for (int failures = 0; !Thread.currentThread().isInterrupted(); failures++) {
            try {
                live.connection().poll();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "channel " + live.channel().id() + " could not ask for news", e);
            }
            var seconds = Math.min(LONGEST_PAUSE_SECONDS, 1 << Math.min(failures, DOUBLINGS));
            pause.tryAcquire(seconds, TimeUnit.SECONDS);
        }
    }

    void end() {
        thread.interrupt();
    }

    void join() throws InterruptedException {
        thread.join(PATIENCE);
    }
}
