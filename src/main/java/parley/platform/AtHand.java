package parley.platform;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// What this process has stored a moment ago and will most likely work off itself: it need not be read back for that.
///
/// Only what was delivered, never what there is to do: that, and its order, is asked of the database, which has also
/// what is not here: of other processes, of former ones, or of too long ago. What is here twice is the same twice: a
/// raw event never changes.
final class AtHand {

    /// More of them wait in the database alone.
    private static final long BYTES = 8 << 20;

    /// About what the rest of one takes in memory.
    private static final int REST = 500;

    private final LinkedHashMap<Long, Arrival> arrivals = new LinkedHashMap<>();
    private long bytes;

    /// @param id of the raw event, which is committed
    synchronized void keep(long id, Arrival arrival) {
        arrivals.put(id, arrival);
        bytes += size(arrival);
        while (bytes > BYTES) {
            bytes -= size(arrivals.pollFirstEntry().getValue());
        }
    }

    /// Gives it away: whoever has to come back for it asks the database.
    synchronized @Nullable Arrival take(long id) {
        var arrival = arrivals.remove(id);
        if (arrival != null) {
            bytes -= size(arrival);
        }
        return arrival;
    }

    private static long size(Arrival arrival) {
        return arrival.body().length + REST;
    }
}
