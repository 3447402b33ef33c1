package parley.channel.telegram;

import java.io.IOException;
import java.time.Duration;
import parley.channel.Connection.Fetched;

/// Gets what clients sent. A link of Telegram lives for an hour, so it is asked for each time.
final class Downloads {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int TOO_MANY = 429;

    private final BotApi api;

    Downloads(BotApi api) {
        this.api = api;
    }

    Fetched fetch(String reference) {
        return switch (api.call(Call.of("getFile").with("file_id", reference))) {
            case Answer.Done(var file) -> {
                var path = file.path("file_path").asString("");
                yield path.isEmpty() ? new Fetched.Gone("no path") : open(path);
            }
            case Answer.Failed failed -> refused(failed);
            case Answer.NotSent(var why) -> new Fetched.TryLater(SOON, why);
            case Answer.Lost(var why) -> new Fetched.TryLater(SOON, why);
            case Answer.Foreign(var status) -> new Fetched.TryLater(SOON, "status " + status);
            case Answer.FileGone() -> new Fetched.Gone("no file");
        };
    }

    private static Fetched refused(Answer.Failed failed) {
        if (failed.code() != 400 || failed.says("temporarily unavailable")) {
            var after = failed.retryAfter() == null ? SOON : failed.retryAfter();
            return new Fetched.TryLater(after, failed.code() == TOO_MANY ? "rate" : "status " + failed.code());
        }
        return new Fetched.Gone(failed.says("too big") ? "too_big" : failed.description());
    }

    private Fetched open(String path) {
        try {
            var answer = api.download(path);
            if (answer.statusCode() == OK) {
                return new Fetched.Content(answer.body());
            }
            answer.body().close();
            return new Fetched.TryLater(SOON, "status " + answer.statusCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Fetched.TryLater(SOON, "interrupted");
        } catch (IOException e) {
            return new Fetched.TryLater(SOON, "connection lost");
        }
    }
}
