package parley.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A stretch of work with clients of its own: everybody works while faults are injected; then everything is healed,
/// what is left is worked off, and the history of the round is checked.
final class Round {

    /// So many at most, so that a window can watch everybody.
    private static final int RACES = 18;
    private static final int NEWCOMERS = 18;

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
    private final List<String> raced = new ArrayList<>();
    private final List<String> newcomers = new ArrayList<>();
    private final Set<String> toBeRacedFor = ConcurrentHashMap.newKeySet();
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
        for (int number = first + clients; number < first + clients + RACES; number++) {
            raced.add("f" + number);
        }
        this.clients.addAll(raced);
        for (int number = 0; number < NEWCOMERS; number++) {
            newcomers.add("t" + (first + clients + RACES + number));
        }
        this.clients.addAll(newcomers);
        toBeRacedFor.addAll(raced);
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
        messenger.wire.heal(true);
        fleet.heal();
        var aftermath = new Aftermath(fleet, history, clients, company, patience);
        var violations = new ArrayList<Violation>();
        aftermath.settle(windows);
        violations.addAll(aftermath.compare(windows));
        violations.addAll(aftermath.files());
        windows.forEach(Window::close);
        violations.addAll(Checker.check(history, aftermath.books()));
        figures.count(history);
        return violations;
    }

    private void everybody(ExecutorService threads) {
        var writers = new Writers(this, random);
        clients.stream()
                .filter(client -> !raced.contains(client) && !newcomers.contains(client))
                .forEach(client -> threads.execute(() -> writers.write(client)));
        threads.execute(() -> writers.come(newcomers));
        var sellers = new Sellers(this, random);
        windows.forEach(window -> threads.execute(() -> sellers.work(window)));
        var racing = windows.stream()
                .filter(window -> Cast.SELLERS.contains(window.person().name))
                .toList();
        var races = new Races(this, writers, sellers);
        threads.execute(() -> races.run(raced, racing));
        threads.execute(new Administrator(this, random)::work);
        threads.execute(new Readers(this, random)::work);
        var uploads = new Uploads(this, random);
        threads.execute(() -> uploads.work(company.people.get(Cast.MANAGER)));
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

    /// Notes it when it did.
    void broke(String what, int status) {
        if (status >= 500 && status != 503) {
            history.add(new Event.Broke(what, status, Instant.now()));
        }
    }

    void count(String what) {
        figures.add(what);
    }

    /// Whether all must leave this client to the race for him.
    boolean isToBeRacedFor(String client) {
        return toBeRacedFor.contains(client);
    }

    void isOver(String race) {
        toBeRacedFor.remove(race);
    }
}
