package parley.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import parley.auth.Auth;
import parley.platform.Metrics;

/// For whoever keeps the hub running: is it alive, may it get traffic, what does it count.
final class Operation {

    private static final int PATIENCE_SECONDS = 5;

    private final Auth auth;
    private final Metrics metrics;
    private final BooleanSupplier commits;
    private volatile boolean going;

    /// @param commits makes one real commit; answers false or throws when that fails
    Operation(Auth auth, Metrics metrics, BooleanSupplier commits) {
        this.auth = auth;
        this.metrics = metrics;
        this.commits = commits;
    }

    /// From now on not ready: the process is about to end.
    void going() {
        going = true;
    }

    boolean isGoing() {
        return going;
    }

    /// The process answers. Says nothing about the database: restarting this process would not bring that back.
    Answer health(Asked asked) {
        return text(200, "alive");
    }

    /// A real commit within five seconds.
    Answer ready(Asked asked) {
        if (going) {
            return text(503, "going down");
        }
        var commit = new FutureTask<>(commits::getAsBoolean);
        Thread.ofVirtual().name("ready").start(commit);
        try {
            return commit.get(PATIENCE_SECONDS, TimeUnit.SECONDS) ? text(200, "ready") : text(503, "not ready");
        } catch (TimeoutException | ExecutionException _) {
            commit.cancel(true);
            return text(503, "the database does not commit");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return text(503, "going down");
        }
    }

    /// For this machine, and for keys of scope `metrics`.
    Answer metrics(Asked asked) {
        return mayCount(asked)
                ? Answer.bytes(200, Metrics.CONTENT_TYPE, metrics.text())
                : Answer.error(401, "signed_out", "The figures need an API key of scope metrics.");
    }

    private boolean mayCount(Asked asked) {
        var local = asked.isDirect()
                && (asked.remote().equals("127.0.0.1") || asked.remote().startsWith("0:0:0:0:0:0:0:1"));
        return local
                || asked.header("Authorization")
                        .filter(value -> value.startsWith("Bearer "))
                        .flatMap(value -> auth.apiKeys.find(value.substring("Bearer ".length())))
                        .filter(program -> program.scopes().contains("metrics"))
                        .isPresent();
    }

    private static Answer text(int status, String text) {
        return Answer.bytes(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
