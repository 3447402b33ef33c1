package parley.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import parley.platform.Json;

/// Employees who answer: whoever sees a client writes to him now and then, and those who must not write try it.
final class Sellers {

    private static final int UNAVAILABLE = 503;

    private final Round round;
    private final RandomGenerator random;
    private final Map<String, AtomicInteger> numbers = new ConcurrentHashMap<>();

    Sellers(Round round, RandomGenerator random) {
        this.round = round;
        this.random = random;
    }

    /// Somebody at his work.
    void work(Window window) {
        while (round.goesOn()) {
            var clients = new ArrayList<>(window.chats().keySet());
            clients.removeIf(round::isToBeRacedFor);
            if (!clients.isEmpty() && (Cast.SELLERS.contains(window.person().name) || random.nextInt(10) == 0)) {
                reply(window, clients.get(random.nextInt(clients.size())));
            }
            Patience.pause(200 + random.nextLong(1_500));
        }
    }

    private void reply(Window window, String client) {
        letter(window, client).ifPresent(letter -> send(letter, null));
    }

    /// What somebody is about to send.
    record Letter(Person person, String client, String text, String json) {}

    /// Absent when his window has no such chat.
    Optional<Letter> letter(Window window, String client) {
        return window.chat(client).map(chat -> {
            var person = window.person();
            var number = numbers.computeIfAbsent(person.name + client, _ -> new AtomicInteger())
                    .incrementAndGet();
            var text = client + "-" + person.name + "-" + number;
            var json = Json.write(Map.of("cid", UUID.randomUUID().toString(), "chat", chat, "text", text));
            return new Letter(person, client, text, json);
        });
    }

    /// A browser repeats what was not answered, under the same id.
    ///
    /// @param through which hub the first attempt goes; absent: any
    /// @return the last status, {@link Person#NOTHING} when nobody knows
    int send(Letter letter, @Nullable HubProcess through) {
        var person = letter.person;
        var at = Instant.now();
        int status = Person.NOTHING;
        for (int tries = 0; tries < 20 && isOpen(status); tries++) {
            var answer = through == null || tries > 0
                    ? person.post("/messages", letter.json)
                    : person.ask(through, "POST", "/messages", letter.json);
            status = answer.status();
            if (isOpen(status)) {
                Patience.pause(200);
            }
        }
        round.broke("a reply", status);
        round.history().add(new Event.Replied(person.name, letter.client, letter.text, status, at, Instant.now()));
        return status;
    }

    private static boolean isOpen(int status) {
        return status == Person.NOTHING || status == UNAVAILABLE;
    }
}
