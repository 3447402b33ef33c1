package parley.app;

import java.nio.file.Path;
import java.time.Duration;
import parley.platform.CannotStart;

/// What the machine must offer before a hub opens on it.
final class Premises {

    private static final Duration CLOCK = Duration.ofSeconds(2);
    private static final int FREE_PERCENT = 5;

    private Premises() {}

    /// A hub goes by the database's clock. Where another one says something else, one of them is wrong: then times that
    /// people see are, or certificates seem to have ended.
    ///
    /// @param offset how far the database's clock is ahead of this machine's
    static void checkClock(Duration offset) {
        if (offset.abs().compareTo(CLOCK) > 0) {
            throw new CannotStart("This machine's clock is " + offset.abs().toSeconds() + " s "
                    + (offset.isNegative() ? "ahead of" : "behind") + " the database's. Set both by a time server.");
        }
    }

    /// A database that finds no room in the middle of its work stops; better not to begin.
    static void checkDisk(Path folder, long free, long total) {
        if (total > 0 && free < total / 100 * FREE_PERCENT) {
            throw new CannotStart("Less than " + FREE_PERCENT + " % of the disk with " + folder.toAbsolutePath()
                    + " is free. Make room first.");
        }
    }
}
