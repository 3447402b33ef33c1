package parley.platform;

/// Waiting for threads of ours to end.
final class Threads {

    private Threads() {}

    /// Returns when the thread has ended; at once when it never began.
    static void join(Thread thread) {
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
