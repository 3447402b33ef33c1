package parley.platform;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// How Parley calls others: no redirects, limits of time, and where wanted nobody in the own network. Nothing is ever
/// repeated by itself: whether a call that broke had its effect is for the caller to judge (R72).
public final class OutgoingHttp {

    private OutgoingHttp() {}

    /// @param connect the most that it may take to open a line
    /// @param answer the most that a call may take which says nothing else
    /// @param ownNetwork whether addresses of the own network may be called
    /// @param allowed hosts that may be called wherever they are: base URLs that an administrator has typed
    public record Policy(Duration connect, Duration answer, boolean ownNetwork, Set<String> allowed) {

        public Policy {
            allowed = Set.copyOf(allowed);
        }

        /// To whoever an administrator has named.
        public static final Policy TRUSTED = new Policy(Duration.ofSeconds(5), Duration.ofSeconds(30), true, Set.of());

        /// To wherever a stranger's message points: the internet only, and the hosts of these addresses.
        public static Policy guarded(Set<URI> allowed) {
            return new Policy(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    false,
                    allowed.stream().map(PublicOnly::host).collect(Collectors.toSet()));
        }
    }

    /// A client of the JDK that keeps to the policy. A forbidden address is a {@link Forbidden}.
    ///
    /// It is made by the first call: for that it reads the authorities that the system trusts, and a start has no time.
    public static HttpClient client(Policy policy) {
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-out-", 0).factory());
        return new BoundClient(() -> jdk(policy, threads), policy);
    }

    private static HttpClient jdk(Policy policy, ExecutorService threads) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(policy.connect())
                .proxy(HttpClient.Builder.NO_PROXY)
                .executor(threads)
                .build();
    }

    /// The address lies where this policy does not let us go. Nothing was sent.
    public static final class Forbidden extends java.io.IOException {

        private static final long serialVersionUID = 1;

        Forbidden(String host) {
            super("Parley does not call " + host + ": it lies in a network of its own.");
        }
    }
}
