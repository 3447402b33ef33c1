package parley.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import parley.platform.Json;

/// Employees who answer: whoever sees a client writes to him now and then, so that over new clients of the first
/// responder they race; and those who must not write try it.
final class Sellers {

    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private final Round round;
    private final RandomGenerator random;
    private final Map<String, AtomicInteger> numbers = new ConcurrentHashMap<>();

    Sellers(Round round, RandomGenerator random) {
        this.round = round;
        this.random = random;
    }

    /// Somebody at his work.
    void work(Window window, Person person) {
        while (round.goesOn()) {
            var clients = new ArrayList<>(window.chats().keySet());
            if (!clients.isEmpty() && (Cast.SELLERS.contains(person.name) || random.nextInt(10) == 0)) {
                reply(window, person, clients.get(random.nextInt(clients.size())));
            }
            Patience.pause(200 + random.nextLong(1_500));
        }
    }

    /// All sellers answer one new client at the same moment.
    void race(String client, List<Window> windows) {
        Patience.within(
                round.length(),
                () -> !round.goesOn()
                        || windows.stream().allMatch(one -> one.chat(client).isPresent()));
        if (round.goesOn()) {
            for (var window : windows) {
                Thread.startVirtualThread(() -> reply(window, window.person(), client));
            }
        }
    }

    /// A browser repeats what was not answered, under the same id.
    private void reply(Window window, Person person, String client) {
        var chat = window.chat(client).orElse(null);
        if (chat == null) {
            return;
        }
        var number = numbers.computeIfAbsent(person.name + client, _ -> new AtomicInteger())
                .incrementAndGet();
        var text = client + "-" + person.name + "-" + number;
        var json = Json.write(Map.of("cid", UUID.randomUUID().toString(), "chat", chat, "text", text));
        var at = Instant.now();
        int status = Person.NOTHING;
        for (int tries = 0; tries < 20 && isOpen(status); tries++) {
            status = person.post("/messages", json).status();
            if (isOpen(status)) {
                Patience.pause(200);
            }
        }
        round.history().add(new Event.Replied(person.name, client, text, status, at, Instant.now()));
        if (status == CONFLICT) {
            round.lostRace();
        }
    }

    private static boolean isOpen(int status) {
        return status == Person.NOTHING || status == UNAVAILABLE;
    }
}
