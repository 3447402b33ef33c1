package parley.platform;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// One HTTP call to a messenger or a CRM, with the answer to the one question that matters when it goes wrong: may it
/// have been acted upon (R72)? No words of the outcome quote the address, which may hold a token.
public final class HttpCall {

    /// The most of an answer that is read.
    private static final int MOST = 16 << 20;

    /// How long the rest of an answer may take after its head.
    private static final Duration BODY = Duration.ofSeconds(10);

    private HttpCall() {}

    public sealed interface Outcome {

        record Answered(HttpResponse<byte[]> response) implements Outcome {}

        /// The request never reached the other side.
        record NotSent(String why) implements Outcome {}

        /// The request went out, or some of it, and no answer came.
        record Lost(String why) implements Outcome {}
    }

    /// Never throws for what the network does.
    ///
    /// @param patience how long the head of the answer is waited for
    public static Outcome send(
            HttpClient http, HttpRequest.Builder request, String method, BodyPublisher content, Duration patience) {
        var body = new WatchedBody(content);
        var asked = request.timeout(patience).method(method, body).build();
        Failpoint.CALL_BEGINS.hit();
        var answer = http.sendAsync(asked, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST));
        try {
            var answered = answer.get(patience.plus(BODY).toMillis(), TimeUnit.MILLISECONDS);
            Failpoint.CALL_ANSWERED.hit();
            return new Outcome.Answered(answered);
        } catch (ExecutionException e) {
            return trouble(e.getCause(), body.touched());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return trouble(e, body.touched());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return trouble(e, body.touched());
        }
    }

    private static Outcome trouble(@Nullable Throwable trouble, boolean touched) {
        return switch (trouble) {
            case UnknownHostException _, UnresolvedAddressException _ -> new Outcome.NotSent("unknown host");
            case HttpConnectTimeoutException _ -> new Outcome.NotSent("timeout");
            case SSLHandshakeException _ -> new Outcome.NotSent("certificate");
            case ConnectException refused
            when refused.getCause() instanceof UnresolvedAddressException -> new Outcome.NotSent("unknown host");
            case ConnectException _ -> new Outcome.NotSent("connection refused");
            case HttpTimeoutException _, TimeoutException _ -> lost("timeout", touched);
            case InterruptedException _ -> lost("interrupted", touched);
            case null, default -> lost("connection lost", touched);
        };
    }

    private static Outcome lost(String why, boolean touched) {
        return touched ? new Outcome.Lost(why) : new Outcome.NotSent(why);
    }
}
