package parley.platform;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// The JDK's client with the policy in front of each call.
final class BoundClient extends HttpClient {

    private final Supplier<HttpClient> making;
    private final OutgoingHttp.Policy policy;
    private @Nullable HttpClient made;

    /// @param making asked once, by whoever is the first to call
    BoundClient(Supplier<HttpClient> making, OutgoingHttp.Policy policy) {
        this.making = making;
        this.policy = policy;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        var bound = bound(request);
        Failpoint.CALL_BEGINS.hit();
        var answer = client().send(bound, handler);
        Failpoint.CALL_ANSWERED.hit();
        return answer;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return sendAsync(request, handler, null);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            HttpResponse.@Nullable PushPromiseHandler<T> pushes) {
        try {
            return client().sendAsync(bound(request), handler, pushes);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private HttpRequest bound(HttpRequest request) throws IOException {
        if (!policy.ownNetwork()) {
            PublicOnly.check(request.uri(), policy.allowed());
        }
        return request.timeout().isPresent()
                ? request
                : HttpRequest.newBuilder(request, (_, _) -> true)
                        .timeout(policy.answer())
                        .build();
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        throw new UnsupportedOperationException("nobody here opens sockets to others");
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client().cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client().connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client().followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client().proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client().sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client().sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client().authenticator();
    }

    @Override
    public Version version() {
        return client().version();
    }

    @Override
    public Optional<Executor> executor() {
        return client().executor();
    }

    @Override
    public void shutdown() {
        client().shutdown();
    }

    @Override
    public boolean awaitTermination(Duration duration) throws InterruptedException {
        return client().awaitTermination(duration);
    }

    @Override
    public boolean isTerminated() {
        return client().isTerminated();
    }

    @Override
    public void shutdownNow() {
        client().shutdownNow();
    }

    @Override
    public void close() {
        client().close();
    }

    private synchronized HttpClient client() {
        if (made == null) {
            made = making.get();
        }
        return made;
    }
}
