package parley.chaos;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// Whoever asks instead of waiting to be told: lists and threads, also of chats that are not his.
final class Readers {

    private final Round round;
    private final RandomGenerator random;

    Readers(Round round, RandomGenerator random) {
        this.round = round;
        this.random = random;
    }

    void work() {
        while (round.goesOn()) {
            var windows = round.windows();
            var person = windows.get(random.nextInt(windows.size())).person();
            list(person);
            var other = windows.get(random.nextInt(windows.size()));
            other.chats().keySet().stream()
                    .skip(random.nextInt(1 + other.chats().size()))
                    .findFirst()
                    .flatMap(other::chat)
                    .ifPresent(chat -> thread(person, chat));
            Patience.pause(300);
        }
    }

    private void list(Person person) {
        var at = Instant.now();
        var answer = person.get("/chats?limit=50");
        if (answer.good()) {
            answer.json()
                    .path("rows")
                    .forEach(row -> shown(person, row.path("name").asString(""), at));
        }
    }

    private void thread(Person person, String chat) {
        var at = Instant.now();
        var answer = person.get("/chats/" + chat + "/messages?limit=20");
        if (answer.good()) {
            answer.json()
                    .path("rows")
                    .forEach(row -> shown(person, Texts.client(row.path("text").asString("")), at));
        }
    }

    private void shown(Person person, String client, Instant at) {
        if (round.clients().contains(client)) {
            round.history().add(new Event.Shown("asked", person.name, client, null, 0, at));
        }
    }
}
