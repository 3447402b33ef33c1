package parley.chaos;

import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// A seller who uploads files, and expects to find what was taken from him.
final class Uploads {

    private static final int LARGEST = 60 << 10;

    private final Round round;
    private final RandomGenerator random;

    Uploads(Round round, RandomGenerator random) {
        this.round = round;
        this.random = random;
    }

    void work(Person person) {
        while (round.goesOn()) {
            var bytes = new byte[1 + random.nextInt(LARGEST)];
            random.nextBytes(bytes);
            // Text, so that it can be compared as an answer's.
            var content = Base64.getEncoder().encodeToString(bytes);
            var answer = person.upload(content);
            round.count("upload answered " + answer.status());
            if (answer.good()) {
                var url = answer.json().path("url").asString();
                round.history().add(new Event.Kept(person.name, url, content.hashCode(), Instant.now()));
            } else {
                round.broke("an upload", answer.status());
            }
            Patience.pause(300 + random.nextLong(1_500));
        }
    }
}
