package parley.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Clients who write: the messenger repeats what was not acknowledged before it delivers the next message of the same
/// chat, and sometimes delivers the same one several times at the same moment.
final class Writers {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final AtomicLong UPDATES = new AtomicLong(1_000);

    private final Round round;
    private final RandomGenerator random;

    Writers(Round round, RandomGenerator random) {
        this.round = round;
        this.random = random;
    }

    /// One client, for as long as the round lasts.
    void write(String client) {
        Patience.pause(random.nextLong(round.length().toMillis() * 2 / 3));
        for (int number = 1; round.goesOn(); number++) {
            deliver(client, number);
            Patience.pause(100 + random.nextLong(900));
        }
    }

    /// One new client after the other, each with one message.
    void come(List<String> clients) {
        for (int number = 0; number < clients.size() && round.goesOn(); number++) {
            deliver(clients.get(number), 1);
            Patience.pause(random.nextLong(round.length().toMillis() / clients.size()));
        }
    }

    /// Until the hub has acknowledged it, or the round is over.
    void deliver(String client, int number) {
        var text = client + "-" + number;
        var body = update(client, number, text);
        for (int tries = 0; tries == 0 || round.goesOn(); tries++) {
            var at = Instant.now();
            if (random.nextInt(5) == 0) {
                // Overlaps: a messenger that has lost patience repeats itself while the first call still runs.
                Thread.startVirtualThread(() -> post(client, body));
            }
            if (post(client, body)) {
                round.history().add(new Event.Written(client, text, at, Instant.now()));
                return;
            }
            Patience.pause(100);
        }
        round.history().add(new Event.Written(client, text, Instant.now(), null));
    }

    private boolean post(String client, String body) {
        var line = Cast.byTurn(client) ? round.company().byTurn : round.company().first;
        var hub = round.fleet().any(random);
        try {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + hub.port + "/hooks/telegram/" + line.key()))
                    .timeout(Duration.ofSeconds(10))
                    .header("X-Telegram-Bot-Api-Secret-Token", round.messenger().secret(line.bot()))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            var status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
            round.answered(status);
            round.broke("a webhook", status);
            if (status == 200) {
                round.recovered(hub.back());
            }
            return status == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String update(String client, int number, String text) {
        var id = client.substring(1);
        return """
            {"update_id":%d,"message":{"message_id":%d,"date":1790000000,"chat":{"id":%s,"type":"private",
             "first_name":"%s"},"from":{"id":%s,"is_bot":false,"first_name":"%s"},"text":"%s"}}
            """.formatted(UPDATES.incrementAndGet(), number, id, client, id, client, text);
    }
}
