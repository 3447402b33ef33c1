package parley.channel.waba;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import parley.channel.Connection.Fetched;

/// Gets what clients sent. Meta's address of a file lives for five minutes, so it is asked for each time.
final class Downloads {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final long MOST = 100L << 20;

    private final Account account;
    private final Graph graph;

    Downloads(Account account, Graph graph) {
        this.account = account;
        this.graph = graph;
    }

    Fetched fetch(String reference) {
        var media = URLEncoder.encode(reference, StandardCharsets.UTF_8);
        return switch (graph.get("/" + media + "?phone_number_id=" + account.number())) {
            case Answer.Done(var file) -> {
                var address = Words.text(file, "url");
                var size = Words.whole(file, "file_size");
                if (size != null && size > MOST) {
                    yield new Fetched.Gone("too_big");
                }
                yield address == null ? new Fetched.Gone("no address") : open(address);
            }
            case Answer.Failed failed -> refused(failed);
            case Answer.NotSent(var why) -> new Fetched.TryLater(SOON, why);
            case Answer.Lost(var why) -> new Fetched.TryLater(SOON, why);
            case Answer.Foreign(var status) -> new Fetched.TryLater(SOON, "status " + status);
            case Answer.FileGone() -> new Fetched.Gone("no file");
        };
    }

    /// A token that is not accepted may be again; a file that is not there never will be.
    private static Fetched refused(Answer.Failed failed) {
        return switch (Refusals.meaning(failed.trouble())) {
            case Refusals.Meaning.Never _ -> new Fetched.Gone(failed.trouble().words());
            case Refusals.Meaning.Dead _ -> new Fetched.TryLater(SOON, "not accepted");
            case Refusals.Meaning.Wait(var time, var why, var _) -> new Fetched.TryLater(time, why);
            case Refusals.Meaning.TooFast() -> new Fetched.TryLater(SOON, "rate");
        };
    }

    private Fetched open(String address) {
        try {
            var answer = graph.download(address);
            if (answer.statusCode() == OK) {
                return new Fetched.Content(answer.body());
            }
            answer.body().close();
            return new Fetched.TryLater(SOON, "status " + answer.statusCode());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Fetched.TryLater(SOON, "interrupted");
        } catch (IOException _) {
            return new Fetched.TryLater(SOON, "connection lost");
        }
    }
}
