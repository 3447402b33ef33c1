package parley.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.simulation.StoreScript.Step;

/// Plays scripts on the simulation's tables.
final class SimulatedStore implements StoreScript.Store {

    /// Longer than any step that does not wait.
    private static final long WHILE = 100;

    private final Stage stage;
    private final Table<Integer, Integer> table = new Table<>("t");
    private final List<ArrayDeque<Step>> asked = List.of(new ArrayDeque<>(), new ArrayDeque<>());
    private final List<List<String>> answers = List.of(new ArrayList<>(), new ArrayList<>());
    private final boolean[] busy = new boolean[2];
    private boolean over;

    private SimulatedStore(Stage stage) {
        this.stage = stage;
        for (int key = 1; key <= StoreScript.ROWS; key++) {
            table.rows.put(key, key);
        }
    }

    static List<String> play(StoreScript script, long seed) {
        var stage = new Stage(seed, new Trace(false));
        var store = new SimulatedStore(stage);
        var seen = new ArrayList<String>();
        stage.play(() -> {
            for (int who = 0; who < 2; who++) {
                int me = who;
                stage.enter(null, () -> store.serve(me));
            }
            seen.addAll(script.playedBy(store));
            store.over = true;
        });
        return seen;
    }

    private void serve(int who) {
        Session session = null;
        while (!over) {
            var step = asked.get(who).poll();
            if (step == null) {
                stage.sleep(20);
                continue;
            }
            try {
                session = session == null || !session.isOpen() ? new Session(stage) : session;
                answers.get(who).add(run(session, step));
            } catch (Session.Clash _) {
                answers.get(who).add("deadlock");
            }
            busy[who] = false;
        }
        if (session != null && session.isOpen()) {
            session.end();
        }
    }

    private String run(Session session, Step step) {
        int number = step.number();
        return switch (step.kind()) {
            case READ -> value(session.get(table, number));
            case LOCK -> value(session.lock(table, number));
            case SHARE -> value(session.share(table, number));
            case ADD -> count(session.update(table, number, _ -> true, v -> v + 1) ? 1 : 0);
            case ADD_BELOW -> count(session.updateAll(table, v -> v < number, v -> v + 1));
            case TAKE_FREE ->
                count(session.updateFree(table, v -> v < number, Comparator.naturalOrder(), 2, v -> v + 10));
            case INSERT -> count(session.insert(table, number, 0) ? 1 : 0);
            case DELETE -> count(session.delete(table, number) ? 1 : 0);
            case COMMIT -> {
                session.commit();
                yield "done";
            }
            case ROLLBACK -> {
                session.end();
                yield "done";
            }
        };
    }

    private static String value(@Nullable Integer value) {
        return value == null ? "none" : value.toString();
    }

    private static String count(int rows) {
        return rows + " rows";
    }

    @Override
    public void ask(Step step) {
        busy[step.who()] = true;
        asked.get(step.who()).add(step);
        stage.sleep(WHILE);
    }

    @Override
    public boolean waits(int who) {
        return busy[who];
    }

    @Override
    public List<String> answers(int who) {
        var all = List.copyOf(answers.get(who));
        answers.get(who).clear();
        return all;
    }

    @Override
    public List<String> rows() {
        return List.of(new TreeMap<>(table.rows).toString());
    }
}
