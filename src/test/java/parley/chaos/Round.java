package parley.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A stretch of work with clients of its own: everybody works while faults are injected; then everything is healed,
/// what is left is worked off, and the history of the round is checked.
final class Round {

    private final Fleet fleet;
    private final Company company;
    private final Messenger messenger;
    private final Program program;
    private final Figures figures;
    private final Duration length;
    private final Duration patience;
    private final RandomGenerator random;
    private final History history = new History();
    private final Set<String> clients = new TreeSet<>();
    private final List<Window> windows = new ArrayList<>();
    private volatile boolean over;

    /// @param patience how long what is left may take at the end
    /// @param first the number of its first client
    Round(Stage stage, Duration length, Duration patience, int first, int clients, RandomGenerator random) {
        this.fleet = stage.fleet();
        this.company = stage.company();
        this.messenger = stage.messenger();
        this.program = stage.program();
        this.figures = stage.figures();
        this.length = length;
        this.patience = patience;
        this.random = random;
        for (int number = first; number < first + clients; number++) {
            this.clients.add((number % 2 == 0 ? "t" : "f") + number);
        }
    }

    /// @param faults what is done to the house meanwhile; returns when the round is to end
    List<Violation> run(Runnable faults) throws InterruptedException {
        messenger.write(history);
        program.write(history);
        for (var name : Cast.EVERYBODY) {
            windows.add(new Window(company.people.get(name), windows.size(), fleet, history, clients, random));
        }
        Patience.until("all windows are open", () -> windows.stream().allMatch(window -> window.position() > 0));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            everybody(threads);
            faults.run();
            over = true;
            threads.shutdown();
            threads.awaitTermination(60, TimeUnit.SECONDS);
        }
        messenger.trouble = 0;
        program.trouble = 0;
        windows.forEach(window -> window.stopReading(false));
        fleet.heal();
        var aftermath = new Aftermath(fleet, history, clients, company, patience);
        var violations = new ArrayList<Violation>();
        aftermath.settle(windows);
        violations.addAll(aftermath.compare(windows));
        windows.forEach(Window::close);
        violations.addAll(Checker.check(history, aftermath.books()));
        figures.count(history);
        return violations;
    }

    private void everybody(ExecutorService threads) {
        var writers = new Writers(this, random);
        clients.forEach(client -> threads.execute(() -> writers.write(client)));
        var sellers = new Sellers(this, random);
        windows.forEach(window -> threads.execute(() -> sellers.work(window, window.person())));
        var racing = windows.stream()
                .filter(window -> Cast.SELLERS.contains(window.person().name))
                .toList();
        clients.stream()
                .filter(client -> !Cast.byTurn(client))
                .forEach(client -> threads.execute(() -> sellers.race(client, racing)));
        threads.execute(new Administrator(this, random)::work);
        threads.execute(new Readers(this, random)::work);
    }

    boolean goesOn() {
        return !over;
    }

    Duration length() {
        return length;
    }

    History history() {
        return history;
    }

    Company company() {
        return company;
    }

    Fleet fleet() {
        return fleet;
    }

    Messenger messenger() {
        return messenger;
    }

    Set<String> clients() {
        return clients;
    }

    List<Window> windows() {
        return windows;
    }

    void answered(int status) {
        figures.answered(status);
    }

    void recovered(@Nullable Duration away) {
        if (away != null) {
            figures.recovered(away);
        }
    }

    void lostRace() {
        figures.lostRace();
    }
}
