package parley.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// New clients of the first responder whom nobody answers until all sellers do, in the same instant and through
/// different hubs (R26): one race after the other, for as long as the round lasts.
final class Races {

    /// So many messages each sends at once.
    private static final int EACH = 4;

    private final Round round;
    private final Writers writers;
    private final Sellers sellers;

    Races(Round round, Writers writers, Sellers sellers) {
        this.round = round;
        this.writers = writers;
        this.sellers = sellers;
    }

    /// @param runners the windows of those who may win
    void run(List<String> clients, List<Window> runners) {
        for (int number = 0; number < clients.size() && round.goesOn(); number++) {
            var client = clients.get(number);
            writers.deliver(client, 1);
            Patience.within(
                    round.length(),
                    () -> !round.goesOn()
                            || runners.stream().allMatch(one -> one.chat(client).isPresent()));
            if (round.goesOn()) {
                race(client, runners, number);
            }
            round.isOver(client);
        }
    }

    private void race(String client, List<Window> runners, int number) {
        var letters = runners.stream()
                .flatMap(runner -> IntStream.range(0, EACH)
                        .mapToObj(_ -> sellers.letter(runner, client))
                        .flatMap(Optional::stream))
                .toList();
        var start = new CyclicBarrier(Math.max(1, letters.size()));
        var hubs = round.fleet().hubs;
        Set<String> winners = ConcurrentHashMap.newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < letters.size(); i++) {
                var letter = letters.get(i);
                var hub = hubs.get((i + number) % hubs.size());
                threads.execute(() -> {
                    await(start);
                    int status = sellers.send(letter, hub);
                    round.count("racer answered " + status);
                    if (Checker.isAccepted(status)) {
                        winners.add(letter.person().name);
                    }
                });
            }
        }
        round.count("race with winners: " + winners.size());
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
