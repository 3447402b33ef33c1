package parley.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Two transactions on one small table, step by step, to be played by the simulated store and by PostgreSQL.
///
/// @param steps in the order in which they are asked for; one of a transaction that waits comes when it goes on
record StoreScript(List<Step> steps) {

    static final int ROWS = 4;

    enum Kind {
        READ,
        LOCK,
        SHARE,
        ADD,
        ADD_BELOW,
        TAKE_FREE,
        INSERT,
        DELETE,
        COMMIT,
        ROLLBACK
    }

    /// @param who 0 or 1
    /// @param number a key, or a bound
    record Step(int who, Kind kind, int number) {

        String sql() {
            return switch (kind) {
                case READ -> "SELECT v FROM t WHERE k = " + number;
                case LOCK -> "SELECT v FROM t WHERE k = " + number + " FOR UPDATE";
                case SHARE -> "SELECT v FROM t WHERE k = " + number + " FOR SHARE";
                case ADD -> "UPDATE t SET v = v + 1 WHERE k = " + number;
                case ADD_BELOW -> "UPDATE t SET v = v + 1 WHERE v < " + number;
                case TAKE_FREE ->
                    "WITH free AS (SELECT k FROM t WHERE v < " + number + " ORDER BY k LIMIT 2 FOR UPDATE SKIP LOCKED)"
                            + " UPDATE t SET v = v + 10 FROM free WHERE t.k = free.k";
                case INSERT -> "INSERT INTO t (k, v) VALUES (" + number + ", 0) ON CONFLICT DO NOTHING";
                case DELETE -> "DELETE FROM t WHERE k = " + number;
                case COMMIT -> "COMMIT";
                case ROLLBACK -> "ROLLBACK";
            };
        }
    }

    /// Ends with both transactions committed.
    static StoreScript of(long seed) {
        var chance = new SplittableRandom(seed);
        var steps = new ArrayList<Step>();
        for (int n = 4 + chance.nextInt(10); n > 0; n--) {
            var kind = Kind.values()[chance.nextInt(Kind.values().length)];
            steps.add(new Step(chance.nextInt(2), kind, 1 + chance.nextInt(ROWS + 1)));
        }
        steps.add(new Step(0, Kind.COMMIT, 0));
        steps.add(new Step(1, Kind.COMMIT, 0));
        return new StoreScript(List.copyOf(steps));
    }

    /// One store that plays it.
    interface Store {

        /// Asks for a step, and returns when it is done or waits for the other transaction.
        void ask(Step step);

        boolean waits(int who);

        /// What the last step of this transaction came to, once.
        List<String> answers(int who);

        List<String> rows();
    }

    /// What was seen. A deadlock ends it: which of the two gives way is the server's business.
    List<String> playedBy(Store store) {
        var seen = new ArrayList<String>();
        for (var step : steps) {
            if (store.waits(step.who)) {
                continue;
            }
            store.ask(step);
            var answers = new ArrayList<String>();
            for (int who = 0; who < 2; who++) {
                for (var answer : store.answers(who)) {
                    answers.add(who + " " + answer);
                }
            }
            if (answers.stream().anyMatch(one -> one.endsWith("deadlock"))) {
                seen.add("deadlock");
                return seen;
            }
            seen.addAll(answers);
            seen.add(step + (store.waits(step.who) ? " waits" : ""));
        }
        seen.addAll(store.rows());
        return seen;
    }
}
